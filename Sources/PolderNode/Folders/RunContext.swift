import PolderCore

/// The file `run_context.json`: what a run is, in a form that knows no variables.
enum RunContext {
  /// The file's text.
  /// - Parameters:
  ///   - assignment: the run
  ///   - node: the node's number at the server
  ///   - input: the input in clear
  ///   - environment: what the algorithm gets to see
  ///   - placement: how it reaches the proxy
  /// - Returns: the text
  /// - Throws: `PolderError` `runtime-start-failed` for a database that is no file, and for an input that is too large
  static func text(
    _ assignment: RunAssignment, node: NodeID?, input: [UInt8], _ environment: RunEnvironment,
    _ placement: RuntimePlacement
  ) throws -> String {
    let input = try value(of: input)
    func path(_ name: String) -> JSONValue {
      environment.variables.first { $0.name == name }.map { .string(EnvironmentText.decode($0.value)) } ?? .null
    }
    let run: JSONValue = [
      "run_id": .integer(assignment.run.rawValue), "task_id": .integer(assignment.task.rawValue),
      "collaboration_id": .integer(assignment.collaboration.rawValue), "token_file": path("TOKEN_FILE"),
      "api_proxy": [
        "host": .string(placement.proxyHost), "port": .string(String(placement.proxyPort)), "api_path": "",
      ],
      "temporary_directory": path("TEMPORARY_FOLDER"),
    ]
    let context: JSONValue = [
      "schema_version": "0.1",
      "entrypoint": ["name": .string(input?["method"]?.string ?? "")],
      "arguments": ["positional": input?["args"] ?? [], "named": input?["kwargs"] ?? [:]],
      "executor": ["id": node.map { .integer($0.rawValue) } ?? .null, "kind": "vantage6-node"],
      "inputs": .array(try environment.databases.filter(\.isRequested).map(entry)),
      "outputs": [["id": "result", "uri": path("OUTPUT_FILE")]],
      "x-vantage6": run,
    ]
    return IndentedText.of(context) + "\n"
  }

  /// What an input says; nil when it is no JSON: what the algorithm makes of that is its own matter.
  private static func value(of input: [UInt8]) throws(PolderError) -> JSONValue? {
    do throws(JSONParser.Failure) {
      return try JSONValue(
        parsing: input, limits: .init(bytes: RunInput.limit, values: RunInput.values, allowsNonFinite: true))
    } catch {
      guard error.isOverLimit else { return nil }
      // Without its arguments the algorithm would do something else.
      throw PolderError(
        .runtimeStartFailed, "The input is too large to be described in run_context.json: \(error.message).",
        object: "run_context_file", nextStep: "The node's steward sets `run_context_file: false`.")
    }
  }

  private static func entry(_ visible: RunEnvironment.Visible) throws -> JSONValue {
    let database = visible.database
    guard NodeDatabase.fileTypes.contains(database.type) else {
      throw PolderError(
        .runtimeStartFailed,
        "The database '\(database.label)' is no file, and run_context.json can name files only.",
        object: "run_context_file", nextStep: "The node's steward sets `run_context_file: false`.")
    }
    var entry: JSONObject = [
      "id": .string(database.label), "uri": .string(visible.uri), "type": .string(database.type),
    ]
    if let parameters = visible.parameters, parameters.object?.isEmpty == false { entry["arguments"] = parameters }
    return .object(entry)
  }
}
