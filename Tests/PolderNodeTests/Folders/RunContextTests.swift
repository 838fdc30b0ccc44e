import PolderCore
import Testing

@testable import PolderNode

@Suite("the file that describes a run")
struct RunContextTests {
  private let place: TemporaryFolder
  private let placement = RuntimePlacement(paths: .bound, proxyPort: 8_080)

  init() throws {
    place = try TemporaryFolder()
    try place.write("x\n", to: "a.csv")
  }

  private func environment(_ databases: [NodeDatabase], _ asked: [Wire.TaskDatabase]) -> (RunAssignment, RunEnvironment)
  {
    var configuration = NodeConfiguration(
      apiKey: goodKey, serverURL: "http://localhost", port: 1, dataFolder: place.path, databases: databases)
    configuration.writesRunContext = true
    let assignment = RunAssignment(
      run: RunID(12), task: TaskID(3), collaboration: CollaborationID(1), organization: OrganizationID(2),
      image: "mean", databases: asked)
    let made = RunEnvironment(
      assignment, configuration, NodeFolders(root: "/data").run(12), job: "/data/jobs/5", placement)
    return (assignment, made)
  }

  @Test("it has the contract's form")
  func form() throws {
    let (assignment, made) = environment(
      [NodeDatabase(label: "a", uri: place.path + "/a.csv", type: "csv")],
      [
        Wire.TaskDatabase(label: "a", parameters: #"{"sheet_name": "s"}"#),
        Wire.TaskDatabase(label: "no", parameters: nil),
      ])
    let input = #"{"method": "mean", "args": [1], "kwargs": {"column": "age"}}"#
    let text = try RunContext.text(assignment, node: NodeID(9), input: Array(input.utf8), made, placement)
    #expect(text.hasPrefix("{\n  \"schema_version\": \"0.1\",\n") && text.hasSuffix("}\n"))
    let expected: JSONValue = [
      "schema_version": "0.1", "entrypoint": ["name": "mean"],
      "arguments": ["positional": [1], "named": ["column": "age"]], "executor": ["id": 9, "kind": "vantage6-node"],
      "inputs": [["id": "a", "uri": "/mnt/data/a.csv", "type": "csv", "arguments": ["sheet_name": "s"]]],
      "outputs": [["id": "result", "uri": "/mnt/data/task-000000012/output"]],
      "x-vantage6": [
        "run_id": 12, "task_id": 3, "collaboration_id": 1, "token_file": "/mnt/data/task-000000012/token",
        "api_proxy": ["host": "http://127.0.0.1", "port": "8080", "api_path": ""], "temporary_directory": "/mnt/tmp",
      ],
    ]
    #expect(try JSONValue(parsing: text) == expected)
  }

  @Test("its path is the one variable that is not encoded")
  func variable() {
    let (_, made) = environment([], [])
    let value = made.variables.first { $0.name == "RUN_CONTEXT_FILE" }?.value
    #expect(value == "/mnt/data/task-000000012/run_context.json")
  }

  @Test("an input that is no JSON leaves it without method and arguments")
  func odd() throws {
    let (assignment, made) = environment([], [])
    let text = try RunContext.text(assignment, node: nil, input: [0xFF], made, placement)
    let value = try JSONValue(parsing: text)
    #expect(value["entrypoint"]?["name"] == "" && value["arguments"] == ["positional": [], "named": [:]])
  }

  @Test("an input of many tiny values keeps the run from starting, which would go without its arguments")
  func tinyValues() async throws {
    let (assignment, made) = environment([], [])
    let values = String(repeating: "0,", count: RunInput.values)
    let input = Array(#"{"method": "mean", "args": [\#(values)0]}"#.utf8)
    let error = await failure { try RunContext.text(assignment, node: nil, input: input, made, placement) }
    #expect(error?.code == .runtimeStartFailed)
  }

  @Test("a database that is no file keeps the run from starting")
  func noFile() async throws {
    let (assignment, made) = environment(
      [NodeDatabase(label: "dwh", uri: "postgresql://dwh/x", type: "sql")],
      [Wire.TaskDatabase(label: "dwh", parameters: nil)])
    let error = await failure { try RunContext.text(assignment, node: nil, input: [], made, placement) }
    #expect(error?.code == .runtimeStartFailed)
  }
}
