import PolderClient
import PolderCore

/// What the first page of the catalogue shows is compiled here, line for line, and never run.
enum LandingPageSnippets {
  static func ask(
    password: String, collaboration: CollaborationID, organizations: [OrganizationID]
  ) async throws -> [TaskResult] {
    let client = try UserClient(server: "https://server.example")
    try await client.authenticate(username: "ada", password: password)
    try await client.setupCollaboration(collaboration)

    let task = try await client.task.create(
      organizations: organizations, name: "survival", image: "polder/statistics", description: "for the report",
      input: AlgorithmInput(method: "summary", named: ["columns": ["age"]]),
      databases: [Wire.DatabaseRequest(label: "default")])
    let results = try await client.waitForResults(of: task.id)
    return results
  }
}
