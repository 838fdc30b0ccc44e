import PolderCore

/// What an algorithm gets to see: its variables, and files of the machine at their places.
struct RunEnvironment: Sendable {
  /// The variables, encoded.
  private(set) var variables: [(name: String, value: String)] = []
  /// The files and folders.
  private(set) var bindings: [RunOrder.Binding] = []
  /// What was left out, for the run's log.
  private(set) var warnings: [String] = []

  private let placement: RuntimePlacement
  private var plain: [(name: String, value: String)] = []

  /// - Parameters:
  ///   - assignment: the run
  ///   - configuration: databases, disclosure rules, further variables
  ///   - folders: the folders of the run
  ///   - job: the temporary folder of its job
  ///   - placement: how paths look to the algorithm
  init(
    _ assignment: RunAssignment, _ configuration: NodeConfiguration, _ folders: RunFolders, job: String,
    _ placement: RuntimePlacement
  ) {
    self.placement = placement
    let task = bind(folders.task, at: "/mnt/data/\(folders.name)", isWritable: true)
    set("INPUT_FILE", "\(task)/input")
    set("OUTPUT_FILE", "\(task)/output")
    set("TOKEN_FILE", "\(task)/token")
    set("TEMPORARY_FOLDER", bind(job, at: "/mnt/tmp", isWritable: true))
    set("HOST", placement.proxyHost)
    set("PORT", String(placement.proxyPort))
    set("API_PATH", "")
    let host = placement.proxyHost.split(separator: "/").last.map(String.init) ?? ""
    for name in ["NO_PROXY", "no_proxy"] { set(name, "localhost, \(host)") }
    set("USER_REQUESTED_DATABASE_LABELS", assignment.databases.compactMap(\.label).joined(separator: ","))
    add(assignment.databases, configuration.databases)
    for (name, value) in configuration.disclosure.environment { set(name, value) }
    for variable in configuration.algorithmEnvironment { set(variable.name, variable.value) }
    variables = plain.map { ($0.name, EnvironmentText.encode($0.value)) }
  }

  private mutating func add(_ requests: [Wire.TaskDatabase], _ databases: [NodeDatabase]) {
    var visible: [String] = []
    for request in requests {
      guard let label = request.label, !visible.contains(label) else { continue }
      guard let database = databases.first(where: { $0.label == label }) else {
        let known = databases.isEmpty ? "none" : databases.map(\.label).joined(separator: ", ")
        warnings.append("This node has no database '\(Self.shown(label))'; it has: \(known).")
        continue
      }
      visible.append(label)
      let name = label.uppercased()
      set("\(name)_DATABASE_URI", uri(of: database))
      set("\(name)_DATABASE_TYPE", database.type)
      for parameter in database.parameters { set("\(name)_DB_PARAM_\(parameter.name.uppercased())", parameter.value) }
      // A server that writes no JSON here gives no parameters.
      let parameters = request.parameters.flatMap { try? JSONValue(parsing: $0) }
      if let query = parameters?["query"]?.string { set("\(name)_QUERY", query) }
      if let sheet = parameters?["sheet_name"]?.string { set("\(name)_SHEET_NAME", sheet) }
      if let steps = parameters?["preprocessing"], !steps.isNull { set("\(name)_PREPROCESSING", steps.text) }
    }
    set("DB_LABELS", visible.joined(separator: ","))
  }

  private mutating func uri(of database: NodeDatabase) -> String {
    if database.type == "folder" {
      return bind(database.uri, at: "/mnt/\(database.label)", isWritable: !database.isReadOnly)
    }
    guard database.uri.hasPrefix("/"), DatabaseCheck.isFolder(database.uri) == false else { return database.uri }
    let file = database.uri.split(separator: "/").last.map(String.init) ?? database.label
    let suffix = file.lastIndex(of: ".").map { String(file[$0...]) } ?? ""
    let own = "/mnt/\(database.label)\(suffix)"
    let usual = database.isReadOnly ? own : "/mnt/data/\(file)"
    // Two files of one name lie in different folders here, and may not hide each other there.
    return bind(database.uri, at: bindings.contains { $0.target == usual } ? own : usual, isWritable: false)
  }

  private mutating func bind(_ source: String, at target: String, isWritable: Bool) -> String {
    bindings.append(RunOrder.Binding(source: source, target: target, isWritable: isWritable))
    return placement.paths == .bound ? target : source
  }

  private mutating func set(_ name: String, _ value: String) {
    plain.removeAll { $0.name == name }
    plain.append((name, value))
  }

  private static func shown(_ label: String) -> String {
    String(label.unicodeScalars.prefix(100).map { $0.properties.isWhitespace || $0.value < 0x20 ? "?" : Character($0) })
  }
}
