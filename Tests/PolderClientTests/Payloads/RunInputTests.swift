import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Inputs of runs")
struct RunInputTests {
  static let text = #"{"method": "m"}"#

  /// Run 7 with an input, of a task of organization 3.
  static func run(_ input: String, isInBlob: Bool = false) -> JSONValue {
    var run = ResultFixtures.run(7, status: "pending").object ?? [:]
    run["input"] = .string(input)
    run["blob_storage_used"] = .bool(isInBlob)
    return .object(run)
  }

  static func store(_ world: EncryptedWorld, _ input: String, isInBlob: Bool = false) async {
    await world.api.answer("GET /run/7", .json(run(input, isInBlob: isInBlob)))
    await world.api.answer("GET /run?task_id=6", ResultFixtures.page([run(input, isInBlob: isInBlob)]))
    var task = AnyReply.to(HTTPCall(.get, "/task/6")).object ?? [:]
    task["init_org"] = ["id": 3, "link": "/api/organization/3", "methods": []]
    await world.api.answer("GET /task/6", .json(.object(task)))
  }

  @Test("An input for the own key is given as the algorithm reads it, by each method; as it is stored when told so")
  func opens() async throws {
    let world = try await EncryptedWorld.make()
    let stored = try HybridText.seal(Array(Self.text.utf8), for: world.own.publicKey)
    await Self.store(world, stored)
    #expect(try await world.client.run.get(7).input == Self.text)
    #expect(try await world.client.run.fromTask(6).map(\.input) == [Self.text])
    #expect(try await world.client.run.list(task: 6).data.map(\.input) == [Self.text])
    #expect(try await world.client.run.get(7, decryptInput: false).input == stored)
    var query = ListRuns.Query()
    query.taskID = 6
    #expect(try await world.client.run.list(query, decryptInput: false).data.map(\.input) == [stored])
  }

  @Test("What can not be opened stays as it is stored: another's, a damaged one, bytes that are no text")
  func leavesOthers() async throws {
    let world = try await EncryptedWorld.make()
    for stored in [try HybridText.seal(Array(Self.text.utf8), for: world.other.publicKey), "$$", "e30="] {
      await Self.store(world, stored)
      #expect(try await world.client.run.get(7).input == stored)
    }
    let plain = try await EncryptedWorld.make(isEncrypted: false, setsUp: false)
    for stored in [Base64.encode([0xFF, 0xFE]), "a$b$c", "A"] {
      await Self.store(plain, stored)
      #expect(try await plain.client.run.get(7).input == stored)
    }
  }

  @Test("An own envelope is opened when it holds an input of the organization that started the task")
  func opensEnvelopes() async throws {
    let world = try await EncryptedWorld.make(rule: .require)
    func sealed(_ kind: EnvelopeKind, from sender: OrganizationID, _ key: PrivateKey) throws -> String {
      try Envelope.seal(
        Array(Self.text.utf8), kind, from: EnvelopeSender(organization: sender, key: key),
        to: [EnvelopeParty(organization: 3, key: world.own.publicKey)], nonce: TaskNonce(),
        created: EncryptedWorld.now)
    }
    await Self.store(world, try sealed(.input, from: 3, world.own))
    #expect(try await world.client.run.get(7).input == Self.text)
    for stored in [try sealed(.result, from: 3, world.own), try sealed(.input, from: 2, world.other)] {
      await Self.store(world, stored)
      #expect(try await world.client.run.get(7).input == stored)
    }
    let old = try HybridText.seal(Array(Self.text.utf8), for: world.own.publicKey)
    await Self.store(world, old)
    #expect(try await world.client.run.get(7).input == old, "the old format is not taken where envelopes are required")
  }

  @Test("An input in a blob is fetched; one that the server does not give stays its id")
  func fetches() async throws {
    let world = try await EncryptedWorld.make(isEncrypted: false, setsUp: false)
    await Self.store(world, EncryptedWorld.blob, isInBlob: true)
    await world.api.answer(BlobResultTests.address, .blob(Array(Base64.encode(Self.text.utf8).utf8)))
    #expect(try await world.client.run.get(7).input == Self.text)
    await world.api.answer(BlobResultTests.address, .json(["msg": "No run found"], 404))
    #expect(try await world.client.run.get(7).input == EncryptedWorld.blob)
    await world.api.answer(BlobResultTests.address, .fail(.transportInterrupted))
    await #expect(throws: PolderError.self) { try await world.client.run.get(7) }
  }

  @Test("Waiting and reading results fetches no inputs")
  func asksForNoInputs() async throws {
    let world = try await EncryptedWorld.make(isEncrypted: false, setsUp: false)
    await Self.store(world, EncryptedWorld.blob, isInBlob: true)
    await world.api.answer("GET /result?task_id=6", ResultFixtures.page([ResultFixtures.result(7, nil)]))
    _ = try await world.client.result.fromTask(6)
    #expect(await world.api.count(BlobResultTests.address) == 0)
  }
}
