import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Testing

@testable import PolderClient

/// The server invents organizations, keys and tasks.
@Suite("Whose result it is")
struct ResultSenderTests {
  /// Lets run 7 of task 6 be said to be of organization 9, which has the key of organization 2.
  static func invent(_ world: EncryptedWorld, _ stored: String) async {
    await world.store(stored)
    var run = ResultFixtures.run(7, status: "completed").object ?? [:]
    run["organization"] = ["id": 9, "link": "/api/organization/9", "methods": ["GET"]]
    await world.api.answer("GET /run?task_id=6", ResultFixtures.page([.object(run)]))
    await world.api.answer("GET /run/7", .json(.object(run)))
    await world.api.answer("GET /organization/9", EncryptedWorld.organization(9, world.other.publicKey.encoded))
  }

  static func code(_ world: EncryptedWorld) async throws -> PolderError.Code? {
    let result = try #require(try await world.result())
    let error = #expect(throws: PolderError.self) { try result.bytes }
    let one = await #expect(throws: PolderError.self) { try await world.client.result.get(7) }
    #expect(one?.code == error?.code)
    #expect(error?.object?.isEmpty == false)
    return error?.code
  }

  @Test("An organization that the task was not sent to answers nothing, and its key is not pinned")
  func refusesOthers() async throws {
    let (world, nonce) = try await EnvelopeReadingTests.world()
    let forged = try EnvelopeReadingTests.answer(world, nonce, from: 9)
    await Self.invent(world, forged)
    #expect(try await Self.code(world) == "result-other-sender")
    #expect(try world.pins.pins[9] == nil)
    try world.pins.update { (pins) throws(PolderError) in
      _ = try pins.check(world.other.publicKey, of: 9, now: EncryptedWorld.now)
    }
    #expect(try await Self.code(world) == "result-other-sender", "also when its key is pinned by chance")
  }

  @Test("So it is with a task in the old format")
  func refusesOthersInTheOldFormat() async throws {
    let world = try await EncryptedWorld.make()
    try world.client.currentEncryption?.sent.remember(6, world.sent(nil))
    await Self.invent(world, try HybridText.seal(EnvelopeReadingTests.plaintext, for: world.own.publicKey))
    #expect(try await Self.code(world) == "result-other-sender")
  }

  @Test("Another key than the one that the task was sent to answers nothing, pinned or not")
  func refusesOtherKeys() async throws {
    let (world, nonce) = try await EnvelopeReadingTests.world()
    try world.pins.update { (pins) throws(PolderError) in
      _ = try pins.replace(2, with: world.own.publicKey, now: EncryptedWorld.now, isConfirmed: true)
    }
    await world.store(try EnvelopeReadingTests.answer(world, nonce, key: world.own))
    #expect(try await Self.code(world) == "result-other-sender")
  }

  @Test("Reading pins nothing: an envelope of an organization that is not known is refused, for a result and an input")
  func pinsNothing() async throws {
    let world = try await EncryptedWorld.make()
    await world.store(try EnvelopeReadingTests.answer(world, TaskNonce()))
    #expect(try await Self.code(world) == .keyUnknown)
    let input = try Envelope.seal(
      Array("{}".utf8), .input, from: EnvelopeSender(organization: 2, key: world.other),
      to: [EnvelopeParty(organization: 3, key: world.own.publicKey)], nonce: TaskNonce(), created: EncryptedWorld.now)
    await RunInputTests.store(world, input)
    var task = AnyReply.to(HTTPCall(.get, "/task/6")).object ?? [:]
    task["init_org"] = ["id": 2, "link": "/api/organization/2", "methods": []]
    await world.api.answer("GET /task/6", .json(.object(task)))
    #expect(try await world.client.run.get(7).input == input)
    #expect(try world.pins.pins[2] == nil)
    #expect(await world.api.count("GET /organization/2") == 0)
  }

  @Test("A result without a task is refused by each method that reads one, in either format")
  func refusesResultsWithoutTask() async throws {
    let (world, nonce) = try await EnvelopeReadingTests.world()
    for stored in [
      try HybridText.seal(EnvelopeReadingTests.plaintext, for: world.own.publicKey),
      try EnvelopeReadingTests.answer(world, nonce),
    ] {
      await world.store(stored)
      var result = ResultFixtures.result(7, stored).object ?? [:]
      result["task"] = .null
      await world.api.answer("GET /result/7", .json(.object(result)))
      let error = await #expect(throws: PolderError.self) { try await world.client.result.get(7) }
      #expect(error?.code == "result-no-task")
      try await TestFolder.with { folder in
        let error = await #expect(throws: PolderError.self) {
          try await world.client.result.download(of: 7, to: folder.path + "/result")
        }
        #expect(error?.code == "result-no-task")
        #expect(folder.names(in: ".").isEmpty)
      }
    }
  }

  @Test("One genuine result that is shown as two runs of its organization counts once")
  func countsOnce() async throws {
    let (world, nonce) = try await EnvelopeReadingTests.world()
    let (first, second) = (
      try EnvelopeReadingTests.answer(world, nonce), try EnvelopeReadingTests.answer(world, nonce)
    )
    for again in [first, second] {
      await world.api.answer(
        "GET /run?task_id=6", ResultFixtures.page([7, 8].map { ResultFixtures.run($0, status: "completed") }))
      await world.api.answer(
        "GET /result?task_id=6",
        ResultFixtures.page([ResultFixtures.result(8, again), ResultFixtures.result(7, first)]))
      let results = try await world.client.result.fromTask(6)
      #expect(try results[0].value == ["mean": 2.5])
      let error = #expect(throws: PolderError.self) { try results[1].value }
      #expect(error?.code == "result-twice")
      #expect(error?.object == "run 8")
    }
  }
}
