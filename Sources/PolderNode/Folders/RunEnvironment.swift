import PolderCore

/// What an algorithm gets to see: its variables, and files of the machine at their places.
struct RunEnvironment: Sendable {
  /// The variables, encoded.
  private(set) var variables: [(name: String, value: String)] = []
  /// The files and folders.
  private(set) var bindings: [RunOrder.Binding] = []
  /// The databases that the algorithm gets, in the order asked for, with their addresses as it sees them.
  private(set) var databases: [Visible] = []
  /// What was left out, for the run's log.
  private(set) var warnings: [String] = []

  /// A database as an algorithm gets to see it.
  struct Visible: Sendable {
    let database: NodeDatabase
    /// Where the algorithm finds it.
    let uri: String
    /// What the task asks of it.
    let parameters: JSONValue?
    /// Whether the task asked for it.
    let isRequested: Bool
  }

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
    let near = [configuration.helpers.vpn?.subnet].compactMap(\.self) + ["localhost", host]
    for name in ["NO_PROXY", "no_proxy"] { set(name, near.joined(separator: ", ")) }
    if configuration.helpers.allowList != nil {
      let filter = "http://\(HelperBoard.filter.host):\(HelperBoard.filter.port)"
      for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"] { set(name, filter) }
    }
    set("USER_REQUESTED_DATABASE_LABELS", assignment.databases.compactMap(\.label).joined(separator: ","))
    add(assignment.databases, configuration.databases)
    let isScanning = configuration.imagesWithAllDatabases.contains { ImagePattern($0).match(assignment.image) == .fits }
    for database in isScanning ? configuration.databases : [] where !sees(database.label) {
      add(database, parameters: nil, isRequested: false)
    }
    set("DB_LABELS", databases.map(\.database.label).joined(separator: ","))
    for (name, value) in configuration.disclosure.environment { set(name, value) }
    for variable in configuration.algorithmEnvironment { set(variable.name, variable.value) }
    variables = plain.map { ($0.name, EnvironmentText.encode($0.value)) }
    // The one name that the contract has as plain text.
    if configuration.writesRunContext { variables.append(("RUN_CONTEXT_FILE", "\(task)/\(RunFolders.contextName)")) }
  }

  private func sees(_ label: String) -> Bool { databases.contains { $0.database.label == label } }

  private mutating func add(_ requests: [Wire.TaskDatabase], _ known: [NodeDatabase]) {
    for request in requests {
      guard let label = request.label, !sees(label) else { continue }
      guard let database = known.first(where: { $0.label == label }) else {
        let labels = known.isEmpty ? "none" : known.map(\.label).joined(separator: ", ")
        warnings.append("This node has no database '\(Self.shown(label))'; it has: \(labels).")
        continue
      }
      // A server that writes no JSON here gives no parameters.
      add(database, parameters: request.parameters.flatMap { try? JSONValue(parsing: $0) }, isRequested: true)
    }
  }

  private mutating func add(_ database: NodeDatabase, parameters: JSONValue?, isRequested: Bool) {
    let uri = uri(of: database)
    databases.append(Visible(database: database, uri: uri, parameters: parameters, isRequested: isRequested))
    let name = database.label.uppercased()
    set("\(name)_DATABASE_URI", uri)
    set("\(name)_DATABASE_TYPE", database.type)
    for parameter in database.parameters { set("\(name)_DB_PARAM_\(parameter.name.uppercased())", parameter.value) }
    if let query = parameters?["query"]?.string { set("\(name)_QUERY", query) }
    if let sheet = parameters?["sheet_name"]?.string { set("\(name)_SHEET_NAME", sheet) }
    if let steps = parameters?["preprocessing"], !steps.isNull { set("\(name)_PREPROCESSING", steps.text) }
  }

  private mutating func uri(of database: NodeDatabase) -> String {
    if database.type == "folder" {
      return bind(database.uri, at: "/mnt/\(database.label)", isWritable: !database.isReadOnly)
    }
    guard let path = database.path, DatabaseCheck.isFolder(path) == false else { return database.uri }
    let file = path.split(separator: "/").last.map(String.init) ?? database.label
    let suffix = file.lastIndex(of: ".").map { String(file[$0...]) } ?? ""
    let own = "/mnt/\(database.label)\(suffix)"
    let usual = database.isReadOnly ? own : "/mnt/data/\(file)"
    // Two files of one name lie in different folders here, and may not hide each other there.
    let target = bindings.contains { $0.target == usual } ? own : usual
    return database.address(at: bind(path, at: target, isWritable: false))
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
