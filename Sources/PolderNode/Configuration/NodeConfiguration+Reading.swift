import Foundation
import PolderCore
public import PolderService

extension NodeConfiguration {
  /// Reads a file.
  /// - Parameters:
  ///   - path: where it is
  ///   - environment: `PRIVATE_KEY` names the file of the private key, as the incumbent's command line does
  /// - Throws: `PolderError` that names the key, its line and what to do.
  public init(path: String, environment: [String: String] = [:]) throws {
    try self.init(
      Configuration(path: path), relativeTo: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      environment: environment)
  }

  /// Reads a configuration whose relative paths are those beside a folder.
  /// - Parameters:
  ///   - file: the configuration
  ///   - folder: where relative paths lie
  ///   - environment: `PRIVATE_KEY` names the file of the private key, as the incumbent's command line does
  ///   - logFolder: where a relative file of the log lies; nil for no such file
  /// - Throws: `PolderError` that names the key, its line and what to do.
  public init(
    _ file: Configuration, relativeTo folder: String, environment: [String: String] = [:], logFolder: String? = nil
  ) throws {
    let server = try file.requiredString("server_url", "the scheme and host of the server")
    guard ["http://", "https://"].contains(where: { server.lowercased().hasPrefix($0) }) else {
      throw file.invalid("server_url", "an address that begins with http:// or https://")
    }
    let key = try file.requiredString("api_key", "the key that the server showed when the node was made")
    guard UUID(uuidString: key) != nil else {
      throw file.invalid("api_key", "a UUID as the server showed it when the node was made")
    }
    guard let data = try file.string("data_dir") ?? file.string("directories.data") ?? file.string("task_dir")
    else {
      throw file.missing("task_dir", "the folder for the node's runs")
    }
    self.init(
      apiKey: key, serverURL: Self.trimmed(server), port: try file.int("port", in: 1...65_535),
      apiPath: Self.prefix(try file.string("api_path") ?? ""),
      dataFolder: NodeFolders.absolute(data, relativeTo: folder),
      databases: try NodeDatabase.list(file, relativeTo: folder))
    try read(encryption: file.section("encryption"), environment: environment)
    policies = try NodePolicies(file.section("policies"))
    algorithmEnvironment = try Self.variables(file)
    imagesWithAllDatabases = try Self.images(file)
    writesRunContext = try file.bool("run_context_file") ?? false
    requestsGPU = try file.bool("algorithm_device_requests.gpu") ?? false
    registries = try RegistryCredentials.list(file)
    sharesLogs = try file.bool("share_algorithm_logs") ?? true
    sharesConfiguration = try file.bool("share_config") ?? true
    disclosure = try Self.disclosure(file.section("disclosure"))
    audit = try NodeAuditSettings(file)
    try read(runtime: file.section("runtime"), relativeTo: folder)
    helpers = try HelperSettings(file, relativeTo: folder)
    let logs = try file.string("directories.log").map { NodeFolders.absolute($0, relativeTo: folder) } ?? logFolder
    logging = try LogSettings(file.section("logging"), folder: logs)
    warnings =
      file.unknownKeys(known: Self.knownKeys)
      + Self.withoutEffect.filter(file.has).map {
        "The key `\($0)` has no effect in this version."
      }
  }

  private static func trimmed(_ address: String) -> String {
    String(address.reversed().drop { $0 == "/" }.reversed())
  }

  private static func prefix(_ path: String) -> String {
    let parts = path.split(separator: "/").joined(separator: "/")
    return parts.isEmpty ? "" : "/" + parts
  }

  private static func images(_ file: Configuration) throws -> [String] {
    let entries = try file.strings("all_databases_for")
    guard entries.allSatisfy({ ImagePattern($0).isValid }) else {
      throw file.invalid("all_databases_for", "a list of names of images or regular expressions")
    }
    return entries
  }

  private static func variables(_ file: Configuration) throws -> [Variable] {
    try file.texts("algorithm_env").map { name, value in
      guard NodeDatabase.isIdentifier(name), name != "PKG_NAME" else {
        throw file.invalid(
          "algorithm_env.\(name)", "under a name of letters, digits and underscores other than PKG_NAME")
      }
      return Variable(name: name, value: value)
    }
  }

  private static func disclosure(_ section: Configuration?) throws -> DisclosurePolicy {
    guard let section else { return DisclosurePolicy() }
    var object = JSONObject()
    for key in section.keys where section.has(key) {
      switch key {
      case "minimum_rows", "minimum_records": object[key] = try section.int(key).map { .integer(Int64($0)) }
      case "undeclared": object[key] = try section.string(key).map { .string($0) }
      case "allow": object[key] = .array(try section.strings(key).map { .string($0) })
      // A misspelt rule would let out what it should hold back, so the policy refuses it.
      default: object[key] = .null
      }
    }
    do {
      return try DisclosurePolicy(configuration: .object(object))
    } catch let error as PolderError {
      let key = error.object.map { String($0.dropFirst("disclosure.".count)) } ?? ""
      let place = section.line(key).map { "\(section.source), line \($0)" } ?? section.source
      throw PolderError(error.code, error.message, object: place, nextStep: error.nextStep)
    }
  }
}
