import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Testing

@testable import PolderClient

/// The server made a task, and its answer was lost with the connection or the process.
@Suite("Tasks whose number was lost")
struct LostAnswerTests {
  /// A world in which such a task has the number 6, with its nonce.
  static func world(
    pins: KeyPinFile = .inMemory(), rule: EncryptionRule = .compatible, _ organizations: [OrganizationID] = [3, 2]
  ) async throws -> (EncryptedWorld, TaskNonce) {
    let world = try await EncryptedWorld.make(pins: pins, rule: rule)
    try world.learnEnvelopes()
    await world.api.answer("POST /task", .fail(.transportTimeout))
    await #expect(throws: PolderError.self) { try await world.task(organizations) }
    let text = try #require(try await world.inputs()[organizations[0].rawValue])
    let receiver = EnvelopeSender(
      organization: organizations[0], key: organizations[0] == 3 ? world.own : world.other)
    let (_, header) = try Envelope.open(
      text, as: receiver,
      expecting: EnvelopeExpectation(.input, from: EnvelopeParty(organization: 3, key: world.own.publicKey)))
    return (world, header.nonce)
  }

  @Test("A genuine answer tells the number, also to another process; from then on no other answers it")
  func adopts() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/pins.json"
      let (_, nonce) = try await Self.world(pins: try KeyPinFile(file: path))
      let world = try await EncryptedWorld.make(pins: try KeyPinFile(file: path), rule: .require)
      await world.store(try EnvelopeReadingTests.answer(world, nonce))
      #expect(try await world.result()?.value == ["mean": 2.5])
      #expect(try world.client.currentEncryption?.sent[6] == world.sent(nonce))
      await world.store(try EnvelopeReadingTests.answer(world, TaskNonce()))
      #expect(try await ResultSenderTests.code(world) == .envelopeNonce)
    }
  }

  @Test("An answer to something else, or a forged one, tells nothing")
  func holdsAnswersAgainstIt() async throws {
    let (world, nonce) = try await Self.world(rule: .require)
    await world.store(try EnvelopeReadingTests.answer(world, TaskNonce()))
    #expect(try await ResultSenderTests.code(world) == .encryptionUnexpected)
    await world.store(String(try EnvelopeReadingTests.answer(world, nonce).dropLast(40)))
    let forged = try #require(try await world.result())
    #expect(throws: PolderError.self) { try forged.bytes }
    #expect(try world.client.currentEncryption?.sent[6] == nil)
  }

  @Test("An answer from an organization that the lost task was not sent to is refused, and tells nothing")
  func holdsRecipientsAgainstIt() async throws {
    let (world, nonce) = try await Self.world([3])
    await world.store(try EnvelopeReadingTests.answer(world, nonce))
    #expect(try await ResultSenderTests.code(world) == "result-other-sender")
    #expect(try world.client.currentEncryption?.sent[6] == nil)
  }

  @Test("In a blob it is the same, and a file that is refused does not appear")
  func adoptsFromBlobs() async throws {
    let (world, nonce) = try await Self.world(rule: .require)
    await world.store(EncryptedWorld.blob, isInBlob: true)
    try await TestFolder.with { folder in
      func download(_ nonce: TaskNonce) async throws {
        let bytes = try Envelope.bytes(of: try EnvelopeReadingTests.answer(world, nonce))
        await world.api.answer(BlobResultTests.address, .blob(bytes))
        try await world.client.result.download(of: 7, to: folder.path + "/result")
      }
      await #expect(throws: PolderError.self) { try await download(TaskNonce()) }
      #expect(folder.names(in: ".").isEmpty)
      try await download(nonce)
      #expect(folder.text("result") == #"{"mean": 2.5}"#)
    }
  }

  @Test("A task that the server refused is not noted any longer")
  func forgetsRefusedTasks() async throws {
    let world = try await EncryptedWorld.make()
    try world.learnEnvelopes()
    await world.api.answer("POST /task", .json(["msg": "no"], 400))
    await #expect(throws: RequestRefusal.self) { try await world.task([2]) }
    let text = try #require(try await world.inputs()[2])
    let (_, header) = try Envelope.open(
      text, as: EnvelopeSender(organization: 2, key: world.other),
      expecting: EnvelopeExpectation(.input, from: EnvelopeParty(organization: 3, key: world.own.publicKey)))
    await world.store(try EnvelopeReadingTests.answer(world, header.nonce))
    #expect(try await world.result()?.value == ["mean": 2.5])
    #expect(try world.client.currentEncryption?.sent[6] == nil)
  }

  @Test("A new task under the number of an old one is told, and the old one keeps its record")
  func tellsKnownNumbers() async throws {
    let (world, nonce) = try await EnvelopeReadingTests.world()
    var task = AnyReply.to(HTTPCall(.post, "/task")).object ?? [:]
    task["id"] = 6
    await world.api.answer("POST /task", .json(.object(task)))
    await world.api.answer("GET /organization/9", EncryptedWorld.organization(9, world.other.publicKey.encoded))
    for organizations in [[2], [2, 9]] as [[OrganizationID]] {
      let error = await #expect(throws: PolderError.self) { try await world.task(organizations) }
      #expect(error?.code == "client-task-known")
      #expect(error?.object == "task 6")
    }
    await world.store(try HybridText.seal(EnvelopeReadingTests.plaintext, for: world.own.publicKey))
    #expect(try await ResultSenderTests.code(world) == .encryptionDowngraded)
    #expect(try world.client.currentEncryption?.sent[6] == world.sent(nonce))
  }
}
