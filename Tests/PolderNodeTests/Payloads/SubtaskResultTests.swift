import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderNode

@Suite("the results of subtasks on their way in")
struct SubtaskResultTests {
  private static let good: JSONValue = ["n": 1]

  @Test("without encryption they are shown as they are")
  func plain() async throws {
    let world = try await SubtaskWorld(isEncrypted: false)
    world.show([(12, Base64.encode(Array(#"{"n":1}"#.utf8)))])
    #expect(try await world.results() == [Self.good])
    try world.journal.close()
  }

  @Test("the old format is opened, also for a task that this run did not make")
  func hybrid() async throws {
    let world = try await SubtaskWorld()
    world.show([(12, try HybridText.seal(Array(#"{"n":1}"#.utf8), for: world.base.node.key.publicKey))])
    #expect(try await world.results() == [Self.good])
    try await world.makeTask()
    #expect(try await world.results() == [Self.good])
    try world.journal.close()
  }

  @Test("an envelope is opened that echoes the nonce of the subtask, once for each organization")
  func envelope() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let nonce = try world.nonce(try await world.makeTask().inputs[4])
    let first = try world.envelope(from: world.base.client, nonce: nonce)
    let second = try world.envelope(from: world.base.third, nonce: nonce)
    world.show([(12, first), (13, second)])
    #expect(try await world.results() == [Self.good, Self.good])
    // Asked for again, it is the same; as the result of another run it is not.
    world.show([(12, first), (14, first)])
    #expect(try await world.results() == [Self.good, nil])
    try world.journal.close()
  }

  @Test("a single result is opened as well")
  func single() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let nonce = try world.nonce(try await world.makeTask().inputs[4])
    let row: JSONValue = [
      "run": ["id": 12], "task": ["id": .integer(SubtaskWorld.task.rawValue)], "id": 12,
      "result": .string(try world.envelope(from: world.base.client, nonce: nonce)), "blob_storage_used": false,
    ]
    world.base.server.update { $0.answers["GET /result/12"] = StandInServer.answer(200, row) }
    let answer = await world.handler.answer(ProxyFixture.request("GET", "/result/12"))
    #expect(try JSONValue(parsing: answer.body)["result"]?.string == Base64.encode(Array(#"{"n":1}"#.utf8)))
    try world.journal.close()
  }

  @Test("forged, swapped, repeated and foreign results are never shown, also not as they came")
  func attacks() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let base = world.base
    let nonce = try world.nonce(try await world.makeTask([4]).inputs[4])
    let input = try Envelope.seal([0x31], .input, from: base.client, to: [base.node.party], nonce: nonce, created: noon)
    let bad = [
      try world.envelope(from: base.forger, nonce: nonce), try world.envelope(from: base.client, nonce: TaskNonce()),
      try world.envelope(from: base.third, nonce: nonce), input,
      try world.envelope(from: base.client, nonce: nonce, to: base.third),
      try HybridText.seal(Array(#"{"n":2}"#.utf8), for: base.node.key.publicKey),
      Base64.encode(Array(#"{"n":3}"#.utf8)),
      "\(Base64.encode(Array(#"{"n":4}"#.utf8)))$AAAA$AAAA", "polder.envelope.v1:AAAA", "polder.envelope.v9:AAAA",
    ]
    for (index, text) in bad.enumerated() {
      world.show([(12, text)])
      base.server.update { $0.answers["GET /run/12"] = StandInServer.answer(200, Self.run(of: 4)) }
      #expect(try await world.results() == [nil], "number \(index)")
    }
    world.show([(12, try world.envelope(from: base.client, nonce: nonce))])
    #expect(try await world.results() == [Self.good])
    try world.journal.close()
  }

  @Test("an envelope of a subtask that another run made is not this run's to read")
  func otherRun() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let nonce = TaskNonce()
    let sent = SentSubtask(recipients: [
      PayloadWorld.sender: .init(fingerprint: world.base.client.key.publicKey.fingerprint, nonce: nonce)
    ])
    try await world.journal.remember(SubtaskWorld.task, sent, of: RunID(8), at: "http://a/api", now: noon)
    world.show([(12, try world.envelope(from: world.base.client, nonce: nonce))])
    #expect(try await world.results() == [nil])
    try world.journal.close()
  }

  @Test("under `require` the old format is not read, whoever made the task")
  func required() async throws {
    let world = try await SubtaskWorld(rule: .require, envelopes: true)
    world.show([(12, try HybridText.seal(Array(#"{"n":1}"#.utf8), for: world.base.node.key.publicKey))])
    #expect(try await world.results() == [nil])
    try world.journal.close()
  }

  @Test("a row that the server bends is hidden, and its neighbours are not")
  func bent() async throws {
    let world = try await SubtaskWorld()
    let good = JSONValue.string(try HybridText.seal(Array(#"{"n":1}"#.utf8), for: world.base.node.key.publicKey))
    let secret: JSONValue = .string(Base64.encode(Array(#"{"n":9}"#.utf8)))
    let bent: [JSONValue] = [
      Self.row(secret), Self.row(["n": 9]), Self.row([["n": 9]]), Self.row(9), Self.row(true),
      Self.row(good, task: nil), Self.row(good, run: nil), Self.row(secret, isBlob: true), Self.row(secret, isBlob: 1),
    ]
    for (index, row) in bent.enumerated() {
      let rows = try await Self.rows(world, ["data": [row, Self.row(good)], "links": [:]])
      #expect(rows.count == 2, "number \(index)")
      let bytes = Base64.decode(rows[0]["result"]?.string ?? "", lenient: true) ?? []
      let shown = String(decoding: bytes, as: UTF8.self)
      #expect(shown.hasPrefix("This node does not show the result: "), "number \(index): \(rows[0])")
      #expect(rows[0]["blob_storage_used"] == false, "number \(index)")
      #expect(rows[1]["result"] == .string(Base64.encode(Array(#"{"n":1}"#.utf8))), "number \(index)")
    }
    let none = try await Self.rows(world, ["data": .array([secret, .integer(9), .array([secret])])])
    #expect(none == [.null, .null, .null])
    try world.journal.close()
  }

  @Test("a row without a result is shown as it is")
  func empty() async throws {
    let world = try await SubtaskWorld()
    let rows = [Self.row(.null), Self.row("")]
    #expect(try await Self.rows(world, ["data": .array(rows)]) == rows)
    try world.journal.close()
  }

  @Test(
    "an answer that is no list of results is not handed on",
    arguments: [["n": 9], [["n": 9]], ["data": "x"]] as [JSONValue])
  func noList(_ reply: JSONValue) async throws {
    let world = try await SubtaskWorld()
    world.base.server.update { $0.answers["GET /result"] = StandInServer.answer(200, reply) }
    let answer = await world.handler.answer(ProxyFixture.request("GET", "/result?task_id=40"))
    #expect(answer.status == 403)
    try world.journal.close()
  }

  private static func row(
    _ result: JSONValue, task: Int64? = 40, run: Int64? = 12, isBlob: JSONValue = false
  ) -> JSONValue {
    var row: JSONObject = ["result": result, "blob_storage_used": isBlob]
    row["task"] = task.map { ["id": .integer($0)] }
    row["run"] = run.map { ["id": .integer($0)] }
    return .object(row)
  }

  private static func rows(_ world: SubtaskWorld, _ reply: JSONValue) async throws -> [JSONValue] {
    world.base.server.update { $0.answers["GET /result"] = StandInServer.answer(200, reply) }
    let answer = await world.handler.answer(ProxyFixture.request("GET", "/result?task_id=40"))
    return try JSONValue(parsing: answer.body)["data"]?.array ?? []
  }

  private static func run(of organization: Int64) -> JSONValue {
    let run = StandInServer.Run(task: 40, parent: nil, image: "i", input: "", databases: [])
    var object = FakeWire.run(12, run, createdAt: "2025-06-01T10:00:00").object ?? [:]
    object["organization"] = ["id": .integer(organization), "link": "", "methods": []]
    return .object(object)
  }
}
