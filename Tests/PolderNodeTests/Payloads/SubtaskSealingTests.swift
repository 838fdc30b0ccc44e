import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderNode

@Suite("the inputs of subtasks on their way out")
struct SubtaskSealingTests {
  @Test("without encryption they go as they came, whatever the server says")
  func plain() async throws {
    let world = try await SubtaskWorld(isEncrypted: false)
    let (answer, inputs) = try await world.makeTask()
    #expect(answer.status == 201)
    #expect(inputs[4] == Base64.encode(PayloadWorld.plaintext))
    #expect(world.base.server.count("GET /organization/4") == 0)
    try world.journal.close()
  }

  @Test("each is sealed for the pinned key of its organization")
  func hybrid() async throws {
    let world = try await SubtaskWorld()
    let inputs = try await world.makeTask().inputs
    for (id, party) in [(Int64(4), world.base.client), (5, world.base.third)] {
      #expect(try HybridText.open(inputs[id] ?? "", with: party.key) == PayloadWorld.plaintext)
    }
    try world.journal.close()
  }

  @Test("where all read envelopes each gets one of the node's organization, as nodes expect it")
  func envelopes() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let inputs = try await world.makeTask().inputs
    let run = RunAssignment.sample(image: ProxyFixture.image, databases: ["default"])
    let expectation = EnvelopeExpectation(
      .input, from: world.base.node.party, context: RunPayloads.context(of: run))
    for (id, party) in [(Int64(4), world.base.client), (5, world.base.third)] {
      let opened = try Envelope.open(inputs[id] ?? "", as: party, expecting: expectation)
      #expect(opened.plaintext == PayloadWorld.plaintext)
    }
    let sent = try await world.journal.subtask(SubtaskWorld.task, of: RunID(7), at: "http://a/api")
    #expect(sent?.recipients.keys.sorted() == [PayloadWorld.sender, PayloadWorld.third])
    #expect(sent?.recipients[PayloadWorld.sender]?.nonce == (try world.nonce(inputs[4])))
    try world.journal.close()
  }

  @Test("under `require` nothing goes to who is not known to read envelopes")
  func required() async throws {
    let world = try await SubtaskWorld(rule: .require)
    let (answer, _) = try await world.makeTask()
    #expect(answer.status == 403)
    #expect(world.base.server.count("POST /task") == 0)
    try world.journal.close()
  }

  @Test("nothing goes to a key that is not the pinned one")
  func changedKey() async throws {
    let world = try await SubtaskWorld()
    world.base.server.update { $0.keys[4] = world.base.forger.key.publicKey.encoded }
    let (answer, _) = try await world.makeTask()
    #expect(answer.status == 403)
    #expect(answer.message?.contains(world.base.forger.key.publicKey.fingerprint.description) == true)
    #expect(world.base.server.count("POST /task") == 0)
    try world.journal.close()
  }

  @Test("an input that is no base64, or names an upload of another, is refused")
  func refused() async throws {
    let world = try await SubtaskWorld()
    let blob = "123e4567-e89b-12d3-a456-426614174000"
    for input in [blob, "x"] {
      #expect(try await world.makeTask(inputs: [4: input]).answer.status == 403)
    }
    #expect(world.base.server.count("POST /task") == 0)
    try world.journal.close()
  }

  @Test("a refusal of the server is handed on, and nothing remembered")
  func serverRefuses() async throws {
    let world = try await SubtaskWorld()
    world.base.server.update { $0.answers["POST /task"] = StandInServer.answer(401, ["msg": "no"]) }
    let (answer, _) = try await world.makeTask()
    #expect(answer.status == 401)
    #expect(answer.message == "no")
    #expect(try await world.journal.subtask(SubtaskWorld.task, of: RunID(7), at: "http://a/api") == nil)
    try world.journal.close()
  }
}
