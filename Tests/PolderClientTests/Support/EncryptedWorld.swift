import PolderCore
import PolderCrypto
import PolderTransport

@testable import PolderClient

/// A stand-in for a server with organization 3, the session's own, which has the key of noord, and organization 2 with
/// that of oost; collaboration 4 is encrypted.
struct EncryptedWorld: Sendable {
  static let blob = "123e4567-e89b-12d3-a456-426614174000"
  static let now = Timestamp(seconds: 1_790_000_000)

  let keys: LiveKeys
  let api: FakeAPI
  let client: UserClient
  let pins: KeyPinFile

  /// The key of the own organization.
  var own: PrivateKey { keys.noord }
  /// The key of organization 2.
  var other: PrivateKey { keys.oost }

  /// A world; the encryption is set up with the own key.
  static func make(
    isEncrypted: Bool = true, pins: KeyPinFile = .inMemory(), rule: EncryptionRule = .compatible,
    setsUp: Bool = true
  ) async throws -> EncryptedWorld {
    let keys = try LiveKeys()
    let api = FakeAPI(
      [
        "GET /organization/3": [organization(3, keys.noord.publicKey.encoded)],
        "GET /organization/2": [organization(2, keys.oost.publicKey.encoded)],
        "GET /collaboration/4": [collaboration(4, isEncrypted: isEncrypted)],
        "GET /blobstream/status": [.json(["blob_store_enabled": false])],
      ], otherwise: FreshTasks().reply)
    let client = try await UserClient.loggedIn(api)
    let world = EncryptedWorld(keys: keys, api: api, client: client, pins: pins)
    if setsUp { try await client.setupEncryption(privateKey: keys.noord, pins: pins, rule: rule) }
    await api.forget()
    return world
  }

  /// The reply about an organization with a key.
  static func organization(_ id: Int64, _ key: String) -> FakeAPI.Reaction {
    reply(id, ["public_key": .string(key)])
  }

  /// The reply about a collaboration.
  static func collaboration(_ id: Int64, isEncrypted: Bool) -> FakeAPI.Reaction {
    reply(id, ["encrypted": .bool(isEncrypted)])
  }

  private static func reply(_ id: Int64, _ fields: JSONObject) -> FakeAPI.Reaction {
    var reply = AnyReply.to(HTTPCall(.get, "/organization/\(id)")).object ?? [:]
    for (name, value) in fields { reply[name] = value }
    return .json(.object(reply))
  }

  /// Makes a task for organizations.
  @discardableResult
  func task(
    _ organizations: [OrganizationID] = [3, 2], input: InputSource = .algorithm(Self.input),
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws -> Wire.Task {
    try await client.task.create(
      organizations: organizations, name: "n", image: "img", description: "", input: input, collaboration: 4,
      databases: [Wire.DatabaseRequest(label: "default")], progress: progress)
  }

  static let input = AlgorithmInput(method: "m", named: ["x": "geheim"])

  /// The inputs of the last task that was sent, by organization.
  func inputs() async throws -> [Int64: String] {
    let call = await api.sent.last { $0.method == .post && $0.path == "/task" }
    let body = try JSONValue(parsing: call?.body ?? [])
    var inputs: [Int64: String] = [:]
    for entry in body["organizations"]?.array ?? [] {
      if let id = entry["id"]?.integer { inputs[id] = entry["input"]?.string }
    }
    return inputs
  }

  /// A task that was sent to both organizations, or to those that are named.
  func sent(_ nonce: TaskNonce?, to organizations: [OrganizationID] = [3, 2]) -> SentTask {
    SentTask(
      nonce: nonce, to: organizations.map { EnvelopeParty(organization: $0, key: ($0 == 3 ? own : other).publicKey) })
  }

  /// Says of both organizations that they read envelopes.
  func learnEnvelopes() throws {
    try pins.update { (pins) throws(PolderError) in
      for (organization, key) in [(OrganizationID(3), own), (OrganizationID(2), other)] {
        _ = try pins.check(key.publicKey, of: organization, now: Self.now)
        try pins.confirm(organization, fingerprint: key.publicKey.fingerprint, acceptsEnvelopes: true)
      }
    }
  }

  /// Lets task 6 have run 7 of organization 2 with a stored result.
  func store(_ result: String?, isInBlob: Bool = false) async {
    await api.answer("GET /run?task_id=6", ResultFixtures.page([ResultFixtures.run(7, status: "completed")]))
    let stored = ResultFixtures.result(7, result, blob: isInBlob)
    await api.answer("GET /result?task_id=6", ResultFixtures.page([stored]))
    await api.answer("GET /result/7", .json(stored))
    await api.answer("GET /run/7", .json(ResultFixtures.run(7, status: "completed")))
  }

  /// The one result of task 6.
  func result() async throws -> TaskResult? { try await client.result.fromTask(6).first }
}
