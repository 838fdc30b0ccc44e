import Foundation
import PolderClient
import PolderCore
import PolderCrypto
import Testing

/// What `docs/client.md` shows is compiled here, line for line.
struct ClientPageSnippets {
  /// Compiled, and never run: there is no such server.
  static func logIn(password: String, collaboration: CollaborationID) async throws {
    let client = try UserClient(host: "https://server.example", port: 443, path: "/api")
    try await client.authenticate(username: "ada", password: password, mfaCode: "123456")
    try await client.setupCollaboration(collaboration)
  }

  static func create(_ client: UserClient, organizations: [OrganizationID]) async throws -> Wire.Task {
    let task = try await client.task.create(
      organizations: organizations, name: "mean age", image: "harbor.example/average", description: "for the report",
      input: AlgorithmInput(method: "central", named: ["column": "age"]),
      databases: [Wire.DatabaseRequest(label: "default")])
    return task
  }

  static func wait(_ client: UserClient, task: Wire.Task) async throws -> Double {
    struct Average: Decodable { let mean: Double }

    let results = try await client.waitForResults(of: task.id)
    let mean = try results[0].decode(Average.self).mean
    return mean
  }

  static func encrypt(_ client: UserClient) async throws {
    let pins = try KeyPinFile(file: "pins.json")
    try await client.setupEncryption(privateKeyFile: "private_key.pem", pins: pins)
  }

  static func list(_ client: UserClient) async throws {
    for try await task in try await client.task.list(status: "completed", perPage: 100).items {
      print(task.id, task.name ?? "")
    }
  }

  @Test("every Swift snippet of the page is compiled by this file")
  func compiled() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/client.md"), encoding: .utf8)
    let source = Self.words(try String(contentsOfFile: #filePath, encoding: .utf8))
    let snippets = page.components(separatedBy: "```swift\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(snippets.count == 5)
    for snippet in snippets { #expect(source.contains(Self.words(snippet)), "not compiled: \(snippet)") }
  }

  private static func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
