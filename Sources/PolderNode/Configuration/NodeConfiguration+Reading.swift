import Foundation
import PolderCore
public import PolderService

extension NodeConfiguration {
  /// Reads a file.
  /// - Throws: `PolderError` that names the key, its line and what to do.
  public init(path: String) throws {
    try self.init(Configuration(path: path), relativeTo: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Reads a configuration whose relative paths are those beside a folder.
  public init(_ file: Configuration, relativeTo folder: String) throws {
    let server = try file.requiredString("server_url", "the scheme and host of the server")
    guard ["http://", "https://"].contains(where: { server.lowercased().hasPrefix($0) }) else {
      throw file.invalid("server_url", "an address that begins with http:// or https://")
    }
    let key = try file.requiredString("api_key", "the key that the server showed when the node was made")
    guard UUID(uuidString: key) != nil else {
      throw file.invalid("api_key", "a UUID as the server showed it when the node was made")
    }
    guard let data = try file.string("data_dir") ?? file.string("task_dir") else {
      throw file.missing("task_dir", "the folder for the node's runs")
    }
    self.init(
      apiKey: key, serverURL: Self.trimmed(server), port: try file.int("port", in: 1...65_535),
      apiPath: Self.prefix(try file.string("api_path") ?? ""),
      dataFolder: NodeFolders.absolute(data, relativeTo: folder),
      databases: try NodeDatabase.list(file, relativeTo: folder))
    isEncrypted = try file.bool("encryption.enabled") ?? false
    guard !isEncrypted else {
      throw PolderError(
        .nodeUnsupported, "This version does not take part in encrypted collaborations.",
        object: file.line("encryption.enabled").map { "\(file.source), line \($0)" } ?? file.source,
        nextStep: "Set `encryption: {enabled: false}` for a collaboration without encryption.")
    }
    policies = try NodePolicies(file.section("policies"))
    algorithmEnvironment = try Self.variables(file)
    sharesLogs = try file.bool("share_algorithm_logs") ?? true
    sharesConfiguration = try file.bool("share_config") ?? true
    disclosure = try Self.disclosure(file.section("disclosure"))
    try read(runtime: file.section("runtime"), relativeTo: folder)
    logging = try LogSettings(file.section("logging"))
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

  private mutating func read(runtime section: Configuration?, relativeTo folder: String) throws {
    guard let section else { return }
    // A limit or a wall that is misspelt would be none.
    try section.requireKnown(Self.runtimeKeys)
    var settings = RuntimeSettings()
    settings.kind = try section.choice("kind", of: RuntimeSettings.Kind.self) ?? .process
    settings.sandbox = try section.choice("sandbox", of: RuntimeSettings.Sandbox.self) ?? .required
    settings.shim = try section.string("shim").map { NodeFolders.absolute($0, relativeTo: folder) }
    for entry in try section.textLists("images") {
      guard let program = entry.texts.first, !program.isEmpty else {
        throw section.invalid("images", "a list of the program and its arguments for each image")
      }
      let path = program.contains("/") ? NodeFolders.absolute(program, relativeTo: folder) : program
      settings.images[entry.name] = [path] + entry.texts.dropFirst()
    }
    settings.limits = try Self.limits(section.section("limits"))
    runtime = settings
    maximumRuns = try section.int("maximum_runs", in: 1...1_000)
    restartsProvenDead = try section.bool("restart_proven_dead") ?? false
    outputLimit = (try section.int("limits.output_mb", in: 1...256)).map { $0 << 20 } ?? Self.defaultOutputLimit
  }

  private static func limits(_ section: Configuration?) throws -> RunLimits {
    var limits = RunLimits()
    guard let section else { return limits }
    try section.requireKnown(Self.limitKeys)
    if let value = try section.int("memory_mb", in: 16...(1 << 24)) { limits.memoryBytes = value << 20 }
    if let value = try section.int("cpu_seconds", in: 1...(1 << 31)) { limits.cpuSeconds = value }
    if let value = try section.int("processes", in: 1...100_000) { limits.processes = value }
    if let value = try section.int("wall_seconds", in: 1...(1 << 31)) { limits.wallSeconds = value }
    if let value = try section.int("file_mb", in: 1...(1 << 24)) { limits.fileBytes = value << 20 }
    if let value = try section.int("log_kb", in: 1...16_384) { limits.logBytes = value << 10 }
    return limits
  }
}
