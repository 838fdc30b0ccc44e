import Foundation
import PolderCore
public import PolderService

/// A node that the incumbent's command line (`v6 node start --image`) starts as a container: everything lies at fixed
/// places under `/mnt`, and the configuration names paths of the machine that are none of the container's.
public struct DockerizedNode: Sendable {
  /// The volume with the journal and the folders of the runs.
  public static let data = "/mnt/data"
  /// The volume with the VPN's configuration.
  public static let vpn = "/mnt/vpn"
  /// The folder for logs.
  public static let logs = "/mnt/log"
  /// The engine's socket.
  public static let engine = "/var/run/docker.sock"

  private let environment: [String: String]
  private let exists: @Sendable (String) -> Bool

  /// A node in a container.
  /// - Parameters:
  ///   - environment: the variables that the command line gave: `PRIVATE_KEY`, and `LABEL_DATABASE_URI` per database
  ///   - exists: whether there is a file or folder at a path; nil to look
  public init(environment: [String: String], exists: (@Sendable (String) -> Bool)? = nil) {
    self.environment = environment
    self.exists = exists ?? { FileManager.default.fileExists(atPath: $0) }
  }

  /// Reads the configuration, with the places of the container in place of those of the machine.
  /// - Parameter file: the configuration as it was mounted
  /// - Returns: the configuration
  /// - Throws: `PolderError` that names the key, its line and what to do
  public func configuration(_ file: Configuration) throws -> NodeConfiguration {
    var configuration = try NodeConfiguration(file, relativeTo: "/mnt", environment: environment)
    configuration.dataFolder = Self.data
    configuration.databases = configuration.databases.map(placed)
    for index in configuration.helpers.tunnels.indices {
      let mounted = "/mnt/ssh/\(configuration.helpers.tunnels[index].hostname).pem.tmp"
      if exists(mounted) { configuration.helpers.tunnels[index].keyPath = mounted }
    }
    if exists(Self.vpn) { configuration.helpers.vpn?.folder = Self.vpn }
    if configuration.isEncrypted {
      let told = environment["PRIVATE_KEY"] ?? ""
      configuration.privateKeyFile = told.isEmpty ? "/mnt/private_key.pem" : told
    }
    configuration.logging = try logging(file)
    // Without a word the incumbent means the engine whose socket it mounts.
    if !file.has("runtime.kind") { configuration.runtime.kind = .container }
    if configuration.runtime.container.engine == nil, environment["DOCKER_HOST"] == nil {
      configuration.runtime.container.engine = "unix://\(Self.engine)"
    }
    return configuration
  }

  /// The command line mounts what is a file or folder of the machine to `/mnt/LABEL.SUFFIX`, and tells that name; of
  /// anything else it tells the address.
  private func placed(_ database: NodeDatabase) -> NodeDatabase {
    guard let told = environment["\(database.label.uppercased())_DATABASE_URI"], !told.isEmpty else { return database }
    let mounted = told.hasPrefix("/") ? told : "/mnt/\(told)"
    let isFile = ["csv", "parquet", "excel", "folder"].contains(database.type)
    let uri = isFile || (!told.contains("://") && exists(mounted)) ? mounted : told
    return NodeDatabase(
      label: database.label, uri: uri, type: database.type, parameters: database.parameters,
      isReadOnly: database.isReadOnly)
  }

  private func logging(_ file: Configuration) throws -> LogSettings {
    var settings = try LogSettings(file.section("logging"), folder: exists(Self.logs) ? Self.logs : nil)
    if let path = settings.file, !path.hasPrefix(Self.logs + "/") {
      settings.file = Self.logs + "/" + (path as NSString).lastPathComponent
    }
    return settings
  }
}
