import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Synchronization
import Testing

@testable import PolderClient

@Suite("Inputs of tasks, encrypted and not")
struct TaskEncryptionTests {
  @Test("Each organization gets an input of its own, which its key alone opens")
  func encrypts() async throws {
    let world = try await EncryptedWorld.make()
    try await world.task()
    let inputs = try await world.inputs()
    for (id, key, wrong) in [(Int64(3), world.own, world.other), (2, world.other, world.own)] {
      let text = try #require(inputs[id])
      #expect(try JSONValue(parsing: HybridText.open(text, with: key)) == EncryptedWorld.input.json)
      #expect(throws: PolderError.self) { try HybridText.open(text, with: wrong) }
      #expect(!text.contains("geheim"))
    }
  }

  @Test("Without encryption the input is base64, the same for all, and nobody's key is asked for")
  func sendsPlain() async throws {
    let world = try await EncryptedWorld.make(isEncrypted: false, setsUp: false)
    try await world.task()
    let inputs = try await world.inputs()
    #expect(inputs[2] == inputs[3])
    #expect(try JSONValue(parsing: UnencryptedText.open(inputs[2] ?? "")) == EncryptedWorld.input.json)
    #expect(await world.api.count("GET /organization/2") == 0)
  }

  @Test("64 organizations get 64 inputs", .timeLimit(.minutes(10)))
  func encryptsForMany() async throws {
    let world = try await EncryptedWorld.make()
    let organizations = (10..<74).map { OrganizationID($0) }
    for organization in organizations {
      await world.api.answer(
        "GET /organization/\(organization)",
        EncryptedWorld.organization(organization.rawValue, world.other.publicKey.encoded))
    }
    try await world.task(organizations)
    let inputs = try await world.inputs()
    #expect(inputs.keys.sorted() == organizations.map(\.rawValue))
    #expect(Set(inputs.values).count == 64)
    let last = try #require(inputs[73])
    #expect(try JSONValue(parsing: HybridText.open(last, with: world.other)) == EncryptedWorld.input.json)
    #expect(try world.pins.pins.all.count == 65)
  }

  @Test(
    "What the server says otherwise than what was set up is an error, and nothing is sent", arguments: [true, false])
  func refusesContradictions(isSetUp: Bool) async throws {
    let world = try await EncryptedWorld.make(isEncrypted: !isSetUp, setsUp: isSetUp)
    let error = await #expect(throws: PolderError.self) { try await world.task() }
    #expect(error?.code == "client-encryption-contradiction")
    #expect(error?.object == "collaboration 4")
    #expect(error?.nextStep?.contains("setupEncryption") == true)
    #expect(await world.api.count("POST /task") == 0)
    #expect(await world.api.count("POST /blobstream") == 0)
  }

  @Test("A study's collaboration is looked at; one that was set up is asked for only when it seems to contradict")
  func looksAtTheCollaboration() async throws {
    let world = try await EncryptedWorld.make()
    var study = AnyReply.to(HTTPCall(.get, "/study/5")).object ?? [:]
    study["collaboration"] = ["id": 4, "link": "/api/collaboration/4", "methods": []]
    await world.api.answer("GET /study/5", .json(.object(study)))
    await world.api.answer("GET /collaboration/4", EncryptedWorld.collaboration(4, isEncrypted: false))
    func create(_ study: StudyID?) async throws {
      _ = try await world.client.task.create(
        organizations: [3], name: "n", image: "i", description: "", input: EncryptedWorld.input, study: study)
    }
    let error = await #expect(throws: PolderError.self) { try await create(5) }
    #expect(error?.code == "client-encryption-contradiction")
    try await world.client.setupCollaboration(4)
    // Meanwhile it was changed: what was known is not taken for a contradiction unseen.
    await world.api.answer("GET /collaboration/4", EncryptedWorld.collaboration(4, isEncrypted: true))
    try await create(nil)
    try await world.client.setupCollaboration(4)
    await world.api.forget()
    try await create(nil)
    #expect(await world.api.count("GET /collaboration/4") == 0)
    #expect(await world.api.count("POST /task") == 1)
  }

  @Test("The envelope of a task for a study alone is bound to the study's collaboration, as nodes expect")
  func bindsTheStudysCollaboration() async throws {
    let world = try await EncryptedWorld.make()
    try world.learnEnvelopes()
    var study = AnyReply.to(HTTPCall(.get, "/study/5")).object ?? [:]
    study["collaboration"] = ["id": 4, "link": "/api/collaboration/4", "methods": []]
    await world.api.answer("GET /study/5", .json(.object(study)))
    _ = try await world.client.task.create(
      organizations: [2], name: "n", image: "img", description: "", input: EncryptedWorld.input, study: 5)
    let expectation = EnvelopeExpectation(
      .input, from: EnvelopeParty(organization: 3, key: world.own.publicKey),
      context: EnvelopeContext(image: "img", collaboration: 4, databases: []))
    let text = try #require(try await world.inputs()[2])
    let (bytes, _) = try Envelope.open(
      text, as: EnvelopeSender(organization: 2, key: world.other), expecting: expectation)
    #expect(try JSONValue(parsing: bytes) == EncryptedWorld.input.json)
  }

  @Test("Who may not look at the collaboration still sends, encrypted as it was set up", arguments: [401, 403, 404])
  func goesOnUnseen(status: Int) async throws {
    let world = try await EncryptedWorld.make()
    await world.api.answer("GET /collaboration/4", .json(["msg": "no"], status))
    try await world.task([3])
    let text = try #require(try await world.inputs()[3])
    #expect(try JSONValue(parsing: HybridText.open(text, with: world.own)) == EncryptedWorld.input.json)
  }

  @Test("Where all read envelopes there is one for all, bound to the task's image, collaboration and databases")
  func sendsEnvelopes() async throws {
    let world = try await EncryptedWorld.make()
    try world.learnEnvelopes()
    let task = try await world.task()
    let inputs = try await world.inputs()
    #expect(inputs[2] == inputs[3])
    let text = try #require(inputs[2])
    let receiver = EnvelopeSender(organization: 2, key: world.other)
    let sender = EnvelopeParty(organization: 3, key: world.own.publicKey)
    let context = EnvelopeContext(image: "img", collaboration: 4, databases: ["default"])
    let (plaintext, header) = try Envelope.open(
      text, as: receiver, expecting: EnvelopeExpectation(.input, from: sender, context: context))
    #expect(try JSONValue(parsing: plaintext) == EncryptedWorld.input.json)
    #expect(header.recipients.map(\.organization) == [2, 3])
    let setup = try #require(world.client.currentEncryption)
    #expect(try setup.sent[task.id] == world.sent(header.nonce))
  }

  @Test("Where one does not, all get the format of the Python client, unless envelopes are required")
  func fallsBack() async throws {
    let world = try await EncryptedWorld.make()
    try world.learnEnvelopes()
    let third = OrganizationID(9)
    await world.api.answer("GET /organization/9", EncryptedWorld.organization(9, world.other.publicKey.encoded))
    try await world.task([3, 2, third])
    let inputs = try await world.inputs()
    #expect(inputs.values.allSatisfy { !Envelope.isEnvelope($0) })
    try await world.client.setupEncryption(privateKey: world.own, pins: world.pins, rule: .require)
    await world.api.forget()
    let error = await #expect(throws: PolderError.self) { try await world.task([3, 2, third]) }
    #expect(error?.code == .encryptionRequired)
    #expect("\(String(describing: error))".contains("9"))
    #expect(await world.api.count("POST /task") == 0)
  }

  @Test("Another process finds the nonces of sent tasks beside the pins")
  func remembersTasks() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/pins.json"
      let world = try await EncryptedWorld.make(pins: try KeyPinFile(file: path))
      try world.learnEnvelopes()
      let task = try await world.task()
      let known = try world.client.currentEncryption?.sent[task.id]
      #expect(known != nil)
      let other = try await EncryptedWorld.make(pins: try KeyPinFile(file: path))
      #expect(try other.client.currentEncryption?.sent[task.id] == known)
    }
  }

  @Test("Setting up anew with the same pins, as for another rule, forgets no sent task")
  func goesOnWithTheRecord() async throws {
    let world = try await EncryptedWorld.make()
    try world.learnEnvelopes()
    let task = try await world.task()
    let known = try world.client.currentEncryption?.sent[task.id]
    #expect(known != nil)
    try await world.client.setupEncryption(privateKey: world.own, pins: world.pins, rule: .require)
    #expect(try world.client.currentEncryption?.sent[task.id] == known)
    try await world.client.setupEncryption(privateKey: world.own)
    #expect(try world.client.currentEncryption?.sent[task.id] == nil, "other pins are those of another server")
  }

  @Test("A task whose nonce can not be kept is told before it is sent; with its number when it was made already")
  func tellsUnrememberedTasks() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/pins.json"
      let world = try await EncryptedWorld.make(pins: try KeyPinFile(file: path))
      try world.learnEnvelopes()
      let input = InputSource.pieces {
        // It is read after the task was noted as one that is about to be sent.
        _ = try folder.write("not JSON", to: "pins.json.tasks")
        return AsyncStream { continuation in
          continuation.yield(Array("1".utf8))
          continuation.finish()
        }
      }
      let late = await #expect(throws: PolderError.self) { try await world.task(input: input) }
      #expect(late?.code == "client-task-not-remembered")
      #expect(late?.object == "task 101")
      await world.api.forget()
      let early = await #expect(throws: PolderError.self) { try await world.task() }
      #expect(early?.code == "client-sent-tasks")
      #expect(await world.api.count("POST /task") == 0)
    }
  }

  @Test("An organization that is named twice is encrypted for once in an envelope")
  func takesDuplicates() async throws {
    let world = try await EncryptedWorld.make()
    try world.learnEnvelopes()
    try await world.task([2, 2])
    #expect(Envelope.isEnvelope(try await world.inputs()[2] ?? ""))
  }
}
