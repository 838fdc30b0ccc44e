import PolderCore
import Testing

@testable import PolderNode

@Suite("what an algorithm gets to see")
struct RunEnvironmentTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func environment(
    _ databases: [NodeDatabase], asking labels: [Wire.TaskDatabase], paths: RuntimePlacement.Paths = .bound,
    change: (inout NodeConfiguration) -> Void = { _ in }
  ) -> (variables: [String: String], environment: RunEnvironment) {
    var configuration = NodeConfiguration(
      apiKey: goodKey, serverURL: "http://localhost", port: 1, dataFolder: place.path, databases: databases)
    change(&configuration)
    let assignment = RunAssignment(
      run: RunID(12), task: TaskID(3), collaboration: CollaborationID(1), organization: OrganizationID(2),
      image: "mean", databases: labels)
    let made = RunEnvironment(
      assignment, configuration, NodeFolders(root: "/data").run(12), job: "/data/jobs/5",
      RuntimePlacement(paths: paths, proxyPort: 8_080))
    let variables = Dictionary(
      made.variables.map { ($0.name, EnvironmentText.decode($0.value)) }, uniquingKeysWith: { first, _ in first })
    return (variables, made)
  }

  private func asked(_ label: String, _ parameters: String? = nil) -> Wire.TaskDatabase {
    Wire.TaskDatabase(label: label, parameters: parameters)
  }

  @Test("files and the proxy are where the contract says")
  func standard() {
    let (variables, made) = environment([], asking: [])
    #expect(variables["INPUT_FILE"] == "/mnt/data/task-000000012/input")
    #expect(variables["OUTPUT_FILE"] == "/mnt/data/task-000000012/output")
    #expect(variables["TOKEN_FILE"] == "/mnt/data/task-000000012/token")
    #expect(variables["TEMPORARY_FOLDER"] == "/mnt/tmp")
    #expect(variables["HOST"] == "http://127.0.0.1")
    #expect(variables["PORT"] == "8080")
    #expect(variables["API_PATH"] == "")
    #expect(variables["NO_PROXY"] == "localhost, 127.0.0.1")
    #expect(variables["USER_REQUESTED_DATABASE_LABELS"] == "")
    #expect(variables["POLDER_DISCLOSURE_MINIMUM_ROWS"] == "5")
    #expect(
      made.bindings == [
        .init(source: "/data/task-000000012", target: "/mnt/data/task-000000012", isWritable: true),
        .init(source: "/data/jobs/5", target: "/mnt/tmp", isWritable: true),
      ])
  }

  @Test("with an allow-list the filter is the HTTP proxy, and what is near or in the VPN goes without it")
  func filter() {
    let (variables, _) = environment([], asking: []) {
      $0.helpers = HelperSettings(
        allowList: AllowList(domains: ["a.example"], addresses: [], ports: []), vpn: VPNSettings(subnet: "10.76.0.0/16")
      )
    }
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"] {
      #expect(variables[name] == "http://squid:3128")
    }
    for name in ["NO_PROXY", "no_proxy"] { #expect(variables[name] == "10.76.0.0/16, localhost, 127.0.0.1") }
    #expect(environment([], asking: []).variables["HTTP_PROXY"] == nil)
  }

  @Test("values are encoded as in the contract")
  func encoded() {
    let (_, made) = environment([], asking: [])
    #expect(made.variables.first { $0.name == "PORT" }?.value == "HAYDQMA!")
  }

  @Test("only databases that were asked for are seen, in the order asked for")
  func requested() throws {
    for name in ["a.csv", "b.csv", "c.csv"] { try place.write("x\n", to: name) }
    let databases = ["a", "b", "c"].map { label in
      NodeDatabase(
        label: label, uri: "\(place.path)/\(label).csv", type: "csv", parameters: [.init(name: "user", value: label)])
    }
    let (variables, made) = environment(databases, asking: [asked("c"), asked("a"), asked("c")])
    #expect(variables["USER_REQUESTED_DATABASE_LABELS"] == "c,a,c")
    #expect(variables["DB_LABELS"] == "c,a")
    #expect(variables["A_DATABASE_URI"] == "/mnt/data/a.csv")
    #expect(variables["C_DATABASE_TYPE"] == "csv")
    #expect(variables["A_DB_PARAM_USER"] == "a")
    #expect(!variables.keys.contains { $0.hasPrefix("B_") })
    #expect(made.bindings.dropFirst(2).map(\.source) == ["\(place.path)/c.csv", "\(place.path)/a.csv"])
    #expect(made.bindings.dropFirst(2).allSatisfy { !$0.isWritable })
    #expect(made.warnings.isEmpty)
  }

  @Test("an image that scans all labels gets every database, when the steward named it")
  func scanning() throws {
    for name in ["a.csv", "b.csv"] { try place.write("x\n", to: name) }
    let databases = ["a", "b"].map { NodeDatabase(label: $0, uri: "\(place.path)/\($0).csv", type: "csv") }
    let (variables, made) = environment(databases, asking: [asked("b")]) { $0.imagesWithAllDatabases = ["mean"] }
    #expect(variables["DB_LABELS"] == "b,a")
    #expect(variables["USER_REQUESTED_DATABASE_LABELS"] == "b")
    #expect(variables["A_DATABASE_URI"] == "/mnt/data/a.csv")
    #expect(made.bindings.dropFirst(2).count == 2)
    let other = environment(databases, asking: [asked("b")]) { $0.imagesWithAllDatabases = ["median"] }
    #expect(other.variables["DB_LABELS"] == "b")
  }

  @Test("a file of SQLite is bound at its place, and its address leads there")
  func sqlite() throws {
    try place.write("x", to: "dwh.sqlite")
    let file = place.path + "/dwh.sqlite"
    let (variables, made) = environment(
      [
        NodeDatabase(label: "a", uri: "sqlite:///" + file, type: "sql"),
        NodeDatabase(label: "b", uri: file, type: "sql", isReadOnly: true),
      ], asking: [asked("a"), asked("b")])
    #expect(variables["A_DATABASE_URI"] == "sqlite:////mnt/data/dwh.sqlite")
    #expect(variables["B_DATABASE_URI"] == "/mnt/b.sqlite")
    #expect(made.bindings.dropFirst(2).allSatisfy { $0.source == file && !$0.isWritable })
  }

  @Test("an unknown label: a warning, and no variables")
  func unknown() throws {
    try place.write("x\n", to: "a.csv")
    let database = NodeDatabase(label: "lung", uri: place.path + "/a.csv", type: "csv")
    let (variables, made) = environment([database], asking: [asked("lnug")])
    #expect(made.warnings.count == 1)
    #expect(made.warnings.first?.contains("'lnug'") == true && made.warnings.first?.contains("lung") == true)
    #expect(!variables.keys.contains { $0.hasPrefix("LNUG") || $0.hasPrefix("LUNG") })
    #expect(variables["USER_REQUESTED_DATABASE_LABELS"] == "lnug")
    #expect(made.bindings.count == 2)
  }

  @Test("the task's parameters of a database are passed on")
  func parameters() {
    let database = NodeDatabase(label: "dwh", uri: "postgresql://dwh/x", type: "sql", parameters: [])
    let (variables, made) = environment(
      [database],
      asking: [asked("dwh", #"{"query": "SELECT 1", "sheet_name": "s", "preprocessing": [{"function": "f"}]}"#)])
    #expect(variables["DWH_QUERY"] == "SELECT 1")
    #expect(variables["DWH_SHEET_NAME"] == "s")
    #expect(variables["DWH_PREPROCESSING"] == #"[{"function":"f"}]"#)
    #expect(variables["DWH_DATABASE_URI"] == "postgresql://dwh/x")
    #expect(made.bindings.count == 2)
  }

  @Test("folders, read-only files and files of one name have places of their own")
  func places() throws {
    for folder in ["one", "two"] {
      _ = try place.folder(folder)
      try place.write("x\n", to: "\(folder)/cases.csv")
    }
    let (variables, made) = environment(
      [
        NodeDatabase(label: "a", uri: place.path + "/one/cases.csv", type: "csv"),
        NodeDatabase(label: "b", uri: place.path + "/two/cases.csv", type: "csv"),
        NodeDatabase(label: "c", uri: place.path + "/one/cases.csv", type: "csv", isReadOnly: true),
        NodeDatabase(label: "d", uri: place.path + "/two", type: "folder"),
        NodeDatabase(label: "e", uri: place.path + "/two", type: "folder", isReadOnly: true),
      ], asking: ["a", "b", "c", "d", "e"].map { asked($0) })
    #expect(variables["A_DATABASE_URI"] == "/mnt/data/cases.csv")
    #expect(variables["B_DATABASE_URI"] == "/mnt/b.csv")
    #expect(variables["C_DATABASE_URI"] == "/mnt/c.csv")
    #expect(variables["D_DATABASE_URI"] == "/mnt/d")
    #expect(made.bindings.dropFirst(2).map(\.isWritable) == [false, false, false, true, false])
    #expect(Set(made.bindings.map(\.target)).count == made.bindings.count)
  }

  @Test("without a sandbox the paths are those of the machine")
  func machine() throws {
    try place.write("x\n", to: "a.csv")
    let (variables, _) = environment(
      [NodeDatabase(label: "a", uri: place.path + "/a.csv", type: "csv")], asking: [asked("a")], paths: .machine)
    #expect(variables["INPUT_FILE"] == "/data/task-000000012/input")
    #expect(variables["TEMPORARY_FOLDER"] == "/data/jobs/5")
    #expect(variables["A_DATABASE_URI"] == place.path + "/a.csv")
  }

  @Test("the steward's own variables override the standard ones, none stands twice")
  func own() {
    let (variables, made) = environment([], asking: []) {
      $0.algorithmEnvironment = [.init(name: "HOST", value: "other"), .init(name: "NEW", value: "x")]
    }
    #expect(variables["HOST"] == "other" && variables["NEW"] == "x")
    #expect(Set(made.variables.map(\.name)).count == made.variables.count)
  }

  @Test("a label from outside can not forge lines of the log")
  func forged() {
    let (_, made) = environment([], asking: [asked("a\nnode > all is well" + String(repeating: "x", count: 500))])
    #expect(made.warnings.first?.contains("\n") == false)
    #expect((made.warnings.first?.count ?? 0) < 250)
  }
}
