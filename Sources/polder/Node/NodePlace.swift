import Foundation
import PolderCore
import PolderNode
import PolderService

/// One node's configuration, and where its files lie.
struct NodePlace {
  let name: String
  let scope: InstanceFolders.Scope
  let path: String
  /// Where a relative file of the log lies; nil where the node was named by its file, as nobody looks elsewhere then.
  let logFolder: String?
  let environment: [String: String]

  /// Finds it by its name, by its file, or because there is only one.
  init(name: String?, config: String?, scope: InstanceFolders.Scope) throws {
    environment = ProcessInfo.processInfo.environment
    let place = try InstancePlace(.node, name: name, config: config, scope: scope, environment: environment)
    self.name = place.name
    self.scope = place.scope
    path = place.path
    logFolder = config == nil ? place.folders.logs(place.name) : nil
  }

  /// Where relative paths of the configuration lie.
  var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  /// The file as it stands.
  func file() throws -> Configuration { try Configuration(path: path) }

  /// What is configured.
  func configuration() throws -> NodeConfiguration {
    try NodeConfiguration(try file(), relativeTo: folder, environment: environment, logFolder: logFolder)
  }
}
