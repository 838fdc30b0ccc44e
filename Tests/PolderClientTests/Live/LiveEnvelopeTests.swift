import PolderClient
import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Testing

@Suite("Live: the authenticated envelope", .timeLimit(.minutes(10)))
struct LiveEnvelopeTests {
  /// Sets the encryption up with the word of both organizations that they read envelopes.
  static func setUp(_ stage: LiveStage, _ keys: LiveKeys, _ rule: EncryptionRule = .compatible) async throws {
    let pins = KeyPinFile.inMemory()
    try await stage.admin.setupEncryption(privateKey: keys.noord, pins: pins, rule: rule)
    let organizations = stage.organizations
    try pins.update { (pins) throws(PolderError) in
      for (organization, key) in zip(organizations, keys.all) {
        _ = try pins.check(key.publicKey, of: organization, now: LiveNode.moment)
        try pins.confirm(organization, fingerprint: key.publicKey.fingerprint, acceptsEnvelopes: true)
      }
    }
  }

  static func sealing(_ stage: LiveStage, _ keys: LiveKeys, at site: Int) -> LiveSealing {
    .envelope(
      own: EnvelopeSender(organization: stage.organizations[site], key: keys.all[site]),
      asker: EnvelopeParty(organization: stage.organizations[0], key: keys.noord.publicKey),
      context: EnvelopeContext(image: LiveStage.image, collaboration: stage.collaboration))
  }

  @Test(
    "Inputs and results go in envelopes where both read them, through either server",
    arguments: LiveTarget.isNamed ? [[]] : [[], [TestServer.Feature.largeData]])
  func goesBothWays(_ features: Set<TestServer.Feature>) async throws {
    try await LiveEncryptionTests.with(features) { stage, keys in
      try await Self.setUp(stage, keys, .require)
      let task = try await stage.task("sealed", input: LiveEncryptionTests.input)
      for site in [0, 1] {
        let node = try await stage.node(site)
        let run = try await node.run(of: task.id)
        let stored = try await node.stored(run)
        let isEnvelope =
          run.blobStorageUsed
          ? Envelope.isEnvelope(stored) : Envelope.isEnvelope(String(decoding: stored, as: UTF8.self))
        #expect(isEnvelope)
        let asked = try await node.answer(task.id, "\(site)", Self.sealing(stage, keys, at: site))
        #expect(try JSONValue(parsing: asked) == LiveEncryptionTests.input.json)
      }
      let results = try await stage.admin.waitForResults(of: task.id)
      #expect(try Set(results.map { try $0.decode(Int.self) }) == [0, 1])
    }
  }

  @Test("Where one organization does not read envelopes, the format of the Python client is taken, unless forbidden")
  func fallsBack() async throws {
    try await LiveEncryptionTests.with { stage, keys in
      let pins = KeyPinFile.inMemory()
      try await stage.admin.setupEncryption(privateKey: keys.noord, pins: pins)
      let task = try await stage.task("old", at: [1])
      let node = try await stage.node(1)
      let stored = String(decoding: try await node.stored(try await node.run(of: task.id)), as: UTF8.self)
      #expect(!Envelope.isEnvelope(stored))
      try await stage.admin.setupEncryption(privateKey: keys.noord, pins: pins, rule: .require)
      let error = await #expect(throws: PolderError.self) { try await stage.task("new", at: [1]) }
      #expect(error?.code == "encryption-required")
      #expect(try await stage.admin.task.list().data.count == 1)
    }
  }

  @Test("An answer to another task, or in the old format, is not taken for the answer to an envelope")
  func refusesReplays() async throws {
    try await LiveEncryptionTests.with { stage, keys in
      try await Self.setUp(stage, keys)
      let first = try await stage.task("first", at: [1])
      let second = try await stage.task("second", at: [1])
      let node = try await stage.node(1)
      let sealing = Self.sealing(stage, keys, at: 1)
      try await node.answer(first.id, "1", sealing)
      let replayed = try await node.operations.call(
        GetResult.self, path: try #require(try await stage.admin.run.fromTask(first.id).first?.id)
      ).result
      let run = try await node.run(of: second.id)
      try await node.begin(run)
      var body = UpdateRun.Body()
      body.status = RunStatus.completed.rawValue
      body.result = replayed
      body.finishedAt = LiveNode.moment + .seconds(1)
      // With large data the server itself lets no upload be named twice (deviation 36).
      if run.blobStorageUsed {
        await stage.refusal(400) { try await node.operations.call(UpdateRun.self, path: run.id, body: body) }
        return
      }
      _ = try await node.operations.call(UpdateRun.self, path: run.id, body: body)
      let good = try await stage.admin.result.fromTask(first.id)
      #expect(try good.map { try $0.decode(Int.self) } == [1])
      let bad = try #require(try await stage.admin.result.fromTask(second.id).first)
      let error = #expect(throws: PolderError.self) { try bad.value }
      #expect(error?.code == "envelope-nonce")

      let third = try await stage.task("third", at: [1])
      let other = try await node.run(of: third.id)
      try await node.begin(other)
      body.result = try HybridText.seal(Array("1".utf8), for: keys.noord.publicKey)
      _ = try await node.operations.call(UpdateRun.self, path: other.id, body: body)
      let old = try #require(try await stage.admin.result.fromTask(third.id).first)
      let downgraded = #expect(throws: PolderError.self) { try old.value }
      #expect(downgraded?.code == "encryption-downgraded")
    }
  }
}
