import PolderClient
import PolderCore

/// What the article for people who come from the Python client shows is compiled here, line for line, and never run.
enum PythonArticleSnippets {
  static func logIn(password: String) async throws {
    let client = try UserClient(host: "https://server.example", port: 443, path: "/api")
    try await client.authenticate(username: "ada", password: password, mfaCode: "123456")
    try await client.setupCollaboration(CollaborationID(1))
    try await client.setupEncryption(privateKeyFile: "private_key.pem")
  }

  static func ask(_ client: UserClient) async throws -> [Double] {
    struct Average: Decodable { let mean: Double }

    let task = try await client.task.create(
      organizations: [OrganizationID(2), OrganizationID(3)], name: "mean age", image: "harbor.example/average",
      description: "for the report", input: AlgorithmInput(method: "central", named: ["column": "age"]),
      databases: [Wire.DatabaseRequest(label: "default")])
    let results = try await client.waitForResults(of: task.id)
    let means = try results.map { try $0.decode(Average.self).mean }
    return means
  }

  static func old(_ client: UserClient) async throws -> (Int, RunID) {
    let results = try await client.result.fromTask(TaskID(7))
    let run = try await client.run.get(RunID(12), includeTask: true)
    return (results.count, run.id)
  }

  static func walk(_ client: UserClient) async throws {
    for try await task in try await client.task.list(status: "completed", perPage: 100).items {
      print(task.id, task.name ?? "")
    }
  }

  static func manage(_ client: UserClient, password: String) async throws {
    let rules = try await client.rule.list(name: "task", perPage: 100).all().map(\.id)
    let role = try await client.role.create(name: "analyst", description: "creates tasks", rules: rules)
    _ = try await client.user.create(
      username: "grace", firstname: "Grace", lastname: "Hopper", password: password, email: "grace@example.org",
      roles: [role.id])
  }

  static func collaborate(_ client: UserClient) async throws -> StudyID {
    let collaboration = try await client.collaboration.create(
      name: "lung", organizations: [OrganizationID(2), OrganizationID(3)], encrypted: true)
    let node = try await client.node.create(collaboration: collaboration.id, organization: OrganizationID(2))
    print(node.apiKey)
    let study = try await client.study.create(
      name: "pilot", organizations: [OrganizationID(2)], collaboration: collaboration.id)
    return study.id
  }

  static func stop(_ client: UserClient) async throws {
    try await client.task.kill(TaskID(7))
    try await client.node.killTasks(NodeID(3))
  }

  static func other(_ client: UserClient) async throws -> JSONValue {
    let answer = try await client.request("event", params: ["after": 10])
    return answer
  }

  static func refused(_ client: UserClient) async throws {
    do {
      _ = try await client.task.get(TaskID(99))
    } catch let refusal as RequestRefusal {
      print(refusal.status, refusal.message)
    }
  }
}
