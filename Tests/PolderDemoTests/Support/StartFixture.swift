import PolderTesting

/// A part of the program that is started and should refuse.
struct StartFixture {
  let folder: TestFolder

  /// Starts a part with a configuration and gives how it ended and what it said.
  func refusal(_ part: String, _ configuration: String) async throws -> (end: ProgramEnd, text: String) {
    let file = try folder.write(configuration, to: "\(part).yaml")
    let process = ProgramProcess(
      part, program: try BuiltPrograms.polder(), arguments: [part, "start", "--config", file],
      environment: ["POLDER_ROOT_PASSWORD": "Root-password-1!"], logPath: "\(folder.path)/\(part).log")
    let end = try await process.end()
    return (end, process.log)
  }

  /// The configuration of a server.
  func server(port: Int = 0, database: String) -> String {
    """
    ip: 127.0.0.1
    port: \(port)
    api_path: /api
    uri: sqlite:///\(database)
    """
  }

  /// The configuration of a node.
  func node(key: String, port: Int, table: String) -> String {
    """
    api_key: \(key)
    server_url: http://127.0.0.1
    port: \(port)
    api_path: /api
    task_dir: \(folder.path)/tasks
    databases:
      - label: default
        uri: \(table)
        type: csv
    """
  }
}
