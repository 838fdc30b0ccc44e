import Foundation
import PolderCore
import PolderServer
import PolderService

/// One server's configuration, and where its data and logs lie.
struct ServerPlace {
  let name: String
  let scope: InstanceFolders.Scope
  let path: String
  let configuration: Configuration
  let dataFolder: String
  let logFolder: String

  /// Finds it by its name, by its file, or because there is only one.
  init(name: String?, config: String?, scope: InstanceFolders.Scope) throws {
    let place = try InstancePlace(
      .server, name: name, config: config, scope: scope, environment: ProcessInfo.processInfo.environment)
    self.name = place.name
    self.scope = place.scope
    path = place.path
    configuration = try Configuration(path: path)
    let usual = place.folders.data(place.name)
    dataFolder =
      try configuration.string("directories.data") ?? (place.isInFolders ? usual : Self.data(configuration, usual))
    logFolder = try configuration.string("directories.log") ?? place.folders.logs(place.name)
  }

  /// The settings, with what the command line says instead.
  func settings(ip: String? = nil, port: Int? = nil) throws -> ServerSettings {
    var settings = try ServerSettings(
      configuration, environment: ProcessInfo.processInfo.environment, dataFolder: dataFolder)
    if let ip { settings.host = ip }
    if let port { settings.port = port }
    return settings
  }

  /// The database, for a command that works on it beside the server.
  func database() throws -> DatabaseAddress {
    // What is written holds hashes and keys: nobody else may read it.
    umask(0o077)
    let settings = try settings()
    return try DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder)
  }

  /// The log's settings; its file lies in the folder for logs.
  func logging() throws -> LogSettings { try LogSettings(configuration.section("logging"), folder: logFolder) }

  /// With `--config` the database is looked for beside the caller, unless the incumbent has it in its own folder.
  private static func data(_ configuration: Configuration, _ usual: String) throws -> String {
    let here = FileManager.default.currentDirectoryPath
    guard let uri = try configuration.string("uri"), uri.hasPrefix("sqlite:///"), !uri.hasPrefix("sqlite:////") else {
      return here
    }
    let file = String(uri.dropFirst("sqlite:///".count))
    let isHere = FileManager.default.fileExists(atPath: "\(here)/\(file)")
    return !isHere && FileManager.default.fileExists(atPath: "\(usual)/\(file)") ? usual : here
  }
}
