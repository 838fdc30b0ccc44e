import Logging
import PolderCore
import PolderCrypto
import PolderTransport

@testable import PolderNode

/// The proxy of run 7 of a node of organization 2, whose algorithm asks organizations 4 and 5.
struct SubtaskWorld: Sendable {
  static let task = TaskID(40)

  let base: PayloadWorld
  let journal: NodeJournal
  let keys: NodeKeys?
  let handler: ProxyHandler

  init(isEncrypted: Bool = true, rule: EncryptionRule = .compatible, envelopes: Bool = false) async throws {
    let base = try PayloadWorld()
    try await self.init(base, isEncrypted ? try base.keys(rule: rule, envelopes: envelopes) : nil)
  }

  private init(_ base: PayloadWorld, _ keys: NodeKeys?) async throws {
    self.base = base
    self.keys = keys
    journal = try await base.journal()
    var registration = ProxyFixture.registration()
    registration.payloads = SubtaskPayloads(
      payloads: base.payloads(keys, journal), run: .sample(image: ProxyFixture.image), spool: base.data)
    handler = ProxyHandler(
      registration: registration, upstream: base.server, changes: ChangeSignal(), patience: .zero)
    base.server.update { $0.answers["POST /task"] = StandInServer.answer(201, ["id": .integer(Self.task.rawValue)]) }
  }

  /// The same run in a later process of the node.
  func restarted() async throws -> SubtaskWorld {
    try journal.close()
    return try await SubtaskWorld(base, keys)
  }

  /// Makes a subtask for organizations, and gives what the server got as their inputs.
  @discardableResult
  func makeTask(
    _ organizations: [Int64] = [4, 5], inputs: [Int64: String] = [:], key: String? = nil
  ) async throws -> (answer: HTTPAnswer, inputs: [Int64: String]) {
    let entries = organizations.map { id -> JSONValue in
      ["id": .integer(id), "input": .string(inputs[id] ?? Base64.encode(PayloadWorld.plaintext))]
    }
    let body: JSONValue = [
      "image": .string(ProxyFixture.image), "organizations": .array(entries), "databases": [["label": "default"]],
    ]
    let headers = key.map { [(name: "Idempotency-Key", value: $0)] } ?? []
    let answer = await handler.answer(ProxyFixture.request("POST", "/task", body, headers: headers))
    var sent: [Int64: String] = [:]
    let call = base.server.last("POST /task")
    for entry in try JSONValue(parsing: call?.body ?? Array("{}".utf8))["organizations"]?.array ?? [] {
      if let id = entry["id"]?.integer { sent[id] = entry["input"]?.string }
    }
    return (answer, sent)
  }

  /// Lets the server show texts as the results of the subtask's runs, by run.
  func show(_ results: [(run: Int64, text: String)], isBlob: Bool = false) {
    let rows = results.map { run, text -> JSONValue in
      [
        "run": ["id": .integer(run)], "task": ["id": .integer(Self.task.rawValue)], "id": .integer(run),
        "result": .string(text), "cleanup_at": nil, "blob_storage_used": .bool(isBlob),
      ]
    }
    let answer = StandInServer.answer(200, ["data": .array(rows), "links": [:]])
    base.server.update { $0.answers["GET /result"] = answer }
  }

  /// What the algorithm gets as results, in their order; nil for one that is no JSON, as its tools take it.
  func results() async throws -> [JSONValue?] {
    let answer = await handler.answer(ProxyFixture.request("GET", "/result?task_id=\(Self.task)"))
    let rows = try JSONValue(parsing: answer.body)["data"]?.array ?? []
    return rows.map { row in
      let bytes = Base64.decode(row["result"]?.string ?? "", lenient: true) ?? []
      // What is no JSON is nothing for the tools.
      return try? JSONValue(parsing: bytes)
    }
  }

  /// A result of an organization for the node in an envelope.
  func envelope(
    from sender: EnvelopeSender, nonce: TaskNonce, _ plaintext: String = #"{"n":1}"#,
    to recipient: EnvelopeSender? = nil
  ) throws -> String {
    try Envelope.seal(
      Array(plaintext.utf8), .result, from: sender, to: [(recipient ?? base.node).party], nonce: nonce, created: noon)
  }

  /// The nonce with which the subtask's input for an organization was sealed.
  func nonce(_ input: String?) throws -> TaskNonce {
    try EnvelopeHeader.peek(at: try Envelope.bytes(of: input ?? "")).nonce
  }
}
