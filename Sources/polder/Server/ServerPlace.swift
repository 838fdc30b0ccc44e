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
    let environment = ProcessInfo.processInfo.environment
    var folders = InstanceFolders(.server, scope, environment: environment)
    var (scope, isInFolders) = (scope, true)
    if let config {
      path = config
      let title = ((config as NSString).lastPathComponent as NSString).deletingPathExtension
      self.name = title
      // A file of the folders is the configuration of its name, whichever way it is given.
      let file = URL(fileURLWithPath: config).standardizedFileURL.path
      let places = InstanceFolders.Scope.allCases.map { ($0, InstanceFolders(.server, $0, environment: environment)) }
      let place = places.first { $0.1.configuration(title) == file }
      isInFolders = place != nil
      if let place { (scope, folders) = place }
    } else {
      self.name = try name ?? Self.onlyName(folders)
      path = try folders.find(self.name)
    }
    self.scope = scope
    configuration = try Configuration(path: path)
    let usual = folders.data(self.name)
    dataFolder =
      try configuration.string("directories.data") ?? (isInFolders ? usual : Self.data(configuration, usual))
    logFolder = try configuration.string("directories.log") ?? folders.logs(self.name)
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

  private static func onlyName(_ folders: InstanceFolders) throws -> String {
    let names = folders.names()
    if names.count == 1, let name = names.first { return name }
    throw PolderError(
      .configurationUnreadable,
      names.isEmpty ? "There is no configuration here." : "There are several configurations: name one.",
      object: folders.configurations,
      nextStep: names.isEmpty
        ? "Make one with `polder server new`, or give --config FILE." : "Give --name: \(names.joined(separator: ", "))."
    )
  }
}
