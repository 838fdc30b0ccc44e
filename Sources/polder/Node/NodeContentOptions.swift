import ArgumentParser
import Foundation
import Logging
import PolderAlgorithm
import PolderCore
import PolderNode

/// What stands in a new configuration of a node.
struct NodeContentOptions: ParsableArguments {
  @Option(help: "The scheme and host of the server (default http://localhost).")
  var serverUrl: String?

  @Option(name: .shortAndLong, help: "The port of the server (default 443 for https, else 7601).")
  var port: Int?

  @Option(help: "What stands before every path (default /api).")
  var apiPath: String?

  @Option(help: "The folder for runs, the journal and the key.", completion: .directory)
  var dataDir: String?

  @Option(
    help: ArgumentHelp(
      "A database, as LABEL:KIND:PLACE, for instance default:csv:/srv/lung.csv. Several times for several.",
      valueName: "database"))
  var database: [String] = []

  @Flag(inversion: .prefixedNo, help: "Whether the collaboration is encrypted; else the server is asked.")
  var encrypted: Bool?

  @Option(help: "The file of the organization's private key.", completion: .file())
  var privateKey: String?

  @Option(help: "What executes algorithms: container, process or slurm.")
  var runtime: String?

  @Option(help: ArgumentHelp("An image that may run, or a pattern. Several times for several.", valueName: "image"))
  var allowedAlgorithm: [String] = []

  @Option(help: "DEBUG, INFO, WARNING, ERROR or CRITICAL (default INFO).")
  var logLevel: String?

  func validate() throws {
    if let port, !(1...65_535).contains(port) { throw ValidationError("--port has to be from 1 to 65535.") }
    for text in database where Self.parsed(text) == nil {
      throw ValidationError(
        "--database \(text): it has to be LABEL:KIND:PLACE, with a kind of: "
          + "\(NewNodeConfiguration.databaseTypes.joined(separator: ", ")).")
    }
  }

  /// Takes what the options give, and asks for the rest.
  func fill(_ new: inout NewNodeConfiguration, _ asker: Questions, dataFolder: String) throws {
    new.serverURL = try asker.answer(serverUrl, "Scheme and host of the server", new.serverURL)
    let usual = NewNodeConfiguration.usualPort(new.serverURL)
    new.port = try asker.number(port, "Port of the server", usual, in: 1...65_535)
    new.apiPath = try asker.answer(apiPath, "Path before every operation", new.apiPath)
    new.dataFolder = FilePlace.absolute(try asker.answer(dataDir, "Folder for runs, journal and key", dataFolder))
    new.databases = try database.compactMap(Self.parsed) + (database.isEmpty ? asked(asker) : [])
    let kinds = RuntimeSettings.Kind.allCases.map(\.rawValue)
    let kind = try asker.choice(runtime, "What executes algorithms", kinds, new.runtime.rawValue)
    new.runtime = RuntimeSettings.Kind(rawValue: kind) ?? new.runtime
    new.allowedAlgorithms = allowedAlgorithm.isEmpty ? try images(asker) : allowedAlgorithm
    new.privateKey = privateKey.map(FilePlace.absolute)
    new.logLevel = try asker.choice(
      logLevel, "Level of the log", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], new.logLevel)
  }

  /// Whether the collaboration is encrypted: as the option says, or the server, or who is asked.
  func isEncrypted(_ new: NewNodeConfiguration, _ asker: Questions) async throws -> Bool {
    if let encrypted { return encrypted }
    let configuration = NodeConfiguration(
      apiKey: new.apiKey, serverURL: new.serverURL, port: new.port, apiPath: new.apiPath, dataFolder: new.dataFolder)
    let logger = Logger(label: "polder.node") { _ in SwiftLogNoOpLogHandler() }
    let answer = await NodeFactsReader(.system(logger: logger)).server(configuration)
    if case .success(let fact)? = answer.login {
      StandardError.write(
        "The server says that the collaboration is \(fact.isEncrypted ? "" : "not ")encrypted. Make sure that it is so."
      )
      return fact.isEncrypted
    }
    StandardError.write("The server could not be asked whether the collaboration is encrypted.")
    return try asker.yes("Is the collaboration encrypted?")
  }

  private func asked(_ asker: Questions) throws -> [NewNodeConfiguration.Database] {
    var databases: [NewNodeConfiguration.Database] = []
    while try asker.asks && asker.yes(databases.isEmpty ? "Add a database?" : "Add another database?") {
      let label = try asker.answer(nil, "Its label", databases.isEmpty ? "default" : "database\(databases.count + 1)")
      let type = try asker.choice(nil, "Its kind", NewNodeConfiguration.databaseTypes, "csv")
      let uri = try asker.answer(nil, "Its path or address", "")
      let isPlace = uri.contains("://") || type == "other" || type == "omop"
      databases.append(.init(label: label, uri: isPlace ? uri : FilePlace.absolute(uri), type: type))
    }
    return databases
  }

  private func images(_ asker: Questions) throws -> [String]? {
    let answer = try asker.answer(nil, "Images that may run, with blanks between (empty for any)", "")
    return answer.isEmpty ? nil : answer.split(separator: " ").map(String.init)
  }

  /// What `LABEL:KIND:PLACE` says; nil when it says nothing.
  private static func parsed(_ text: String) -> NewNodeConfiguration.Database? {
    let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count == 3, NewNodeConfiguration.databaseTypes.contains(parts[1]) else { return nil }
    let isPath = ["csv", "parquet", "excel", "folder"].contains(parts[1])
    return .init(label: parts[0], uri: isPath ? FilePlace.absolute(parts[2]) : parts[2], type: parts[1])
  }
}
