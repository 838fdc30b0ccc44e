import PolderClient
import PolderCore
import PolderTransport
import Testing

extension LiveStage {
  /// The image of the tasks, which nobody has.
  static let image = "test/nothing"

  /// Whether the Python server is asked, so that its deviations are expected.
  var isPython: Bool { target.peer == .python }

  /// A name that nobody else has.
  func name(_ word: String) -> String { "\(word)-\(mark)" }

  /// A client that nobody has logged in with.
  func client() throws -> UserClient {
    let client = try UserClient(server: target.address, timeout: LiveTarget.patience)
    leavings.add { await client.shutdown() }
    return client
  }

  /// Makes a user, who goes with the organization.
  func person(_ word: String, at site: Int = 0, roles: [RoleID] = [], rules: [RuleID] = []) async throws -> Wire.User {
    try await root.user.create(
      username: name(word), firstname: "f", lastname: "l", password: Self.password,
      email: "\(name(word))@example.test", organization: organizations[site], roles: roles, rules: rules)
  }

  /// Logs a user in that was made for this stage.
  func loggedIn(_ word: String, password: String = LiveStage.password) async throws -> UserClient {
    let client = try client()
    try await client.authenticate(username: name(word), password: password)
    return client
  }

  /// Acts as the node of an organization.
  func node(_ site: Int) async throws -> LiveNode {
    let node = try await LiveNode(
      server: target.address, apiKey: nodes[site].apiKey, organization: organizations[site])
    leavings.add { await node.shutdown() }
    return node
  }

  /// Whether large inputs and results pass beside the database.
  var keepsBlobs: Bool {
    get async throws { try await admin.operations.call(GetBlobStatus.self).isEnabled }
  }

  /// Makes a task of the administrator's for both organizations, or some.
  func task(
    _ word: String = "t", at sites: [Int] = [0, 1], input: AlgorithmInput = AlgorithmInput(method: "m")
  ) async throws -> Wire.Task {
    try await admin.task.create(
      organizations: sites.map { organizations[$0] }, name: name(word), image: Self.image, description: name("d"),
      input: input, databases: [Wire.DatabaseRequest(label: "default")])
  }

  /// That something is refused with a status, and what the server says.
  @discardableResult
  func refusal<Value>(
    _ status: Int, sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws -> Value
  ) async -> String {
    do {
      _ = try await work()
      Issue.record("Nothing was refused; expected status \(status).", sourceLocation: sourceLocation)
      return ""
    } catch let refusal as RequestRefusal {
      #expect(refusal.status == status, "\(refusal.message)", sourceLocation: sourceLocation)
      return refusal.message
    } catch {
      Issue.record(error, "expected a refusal with status \(status)", sourceLocation: sourceLocation)
      return ""
    }
  }
}
