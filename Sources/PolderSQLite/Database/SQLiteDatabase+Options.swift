import Foundation
import GRDB

extension SQLiteDatabase {
  /// How a file is opened.
  public struct Options: Sendable {
    /// How many seconds to wait for another process that is writing.
    public var busyTimeout: Double = 5
    /// How many transactions may read at the same time.
    public var readers = 4
    /// How many different statements the connections keep prepared.
    public var keptStatements = 512
    /// How many writes may share one commit.
    public var groupLimit = 256

    /// The defaults.
    public init() {}

    var configuration: Configuration {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      configuration.busyMode = .timeout(busyTimeout)
      configuration.maximumReaderCount = readers
      configuration.label = "polder"
      return configuration
    }
  }
}
