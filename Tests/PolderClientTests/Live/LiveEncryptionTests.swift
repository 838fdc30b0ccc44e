import PolderClient
import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Testing

@Suite("Live: encryption in the format of the Python client", .timeLimit(.minutes(10)))
struct LiveEncryptionTests {
  /// What the input says, and what nobody else may read.
  static let input = AlgorithmInput(method: "summe", named: ["spalte": "geheime größe"])

  /// An encrypted stage: oost has its key at the server already, as if its node had been started.
  static func with(
    _ features: Set<TestServer.Feature> = [], _ body: (LiveStage, LiveKeys) async throws -> Void
  ) async throws {
    let keys = try LiveKeys()
    var plan = LiveStage.Plan()
    plan.isEncrypted = true
    plan.publicKeys = ["", keys.oost.publicKey.encoded]
    plan.features = features
    try await LiveStage.with(plan) { stage in try await body(stage, keys) }
  }

  @Test("The own key is uploaded where there is none, and over another only when told so")
  func uploadsKeys() async throws {
    try await Self.with { stage, keys in
      func key(_ site: Int) async throws -> String {
        try await stage.root.organization.get(stage.organizations[site]).publicKey
      }
      #expect(try await key(0).isEmpty)
      try await stage.admin.setupEncryption(privateKeyFile: try LiveKeys.file("noord"))
      #expect(stage.admin.currentEncryption?.fingerprint == keys.noord.publicKey.fingerprint)
      #expect(try await key(0) == keys.noord.publicKey.encoded)
      let error = await #expect(throws: PolderError.self) {
        try await stage.admin.setupEncryption(privateKey: keys.oost)
      }
      #expect(error?.code == "client-other-key")
      #expect(
        error?.message.contains(keys.noord.publicKey.fingerprint.description) == true, "\(String(describing: error))")
      #expect(
        error?.message.contains(keys.oost.publicKey.fingerprint.description) == true, "\(String(describing: error))")
      #expect(try await key(0) == keys.noord.publicKey.encoded, "a refused key changes nothing")
      try await stage.admin.setupEncryption(privateKey: keys.oost, overwrite: true)
      #expect(try await key(0) == keys.oost.publicKey.encoded)
    }
  }

  @Test(
    "Inputs reach each organization, results come back, and the server can read neither",
    arguments: LiveTarget.isNamed ? [[]] : [[], [TestServer.Feature.largeData]])
  func goesBothWays(_ features: Set<TestServer.Feature>) async throws {
    try await Self.with(features) { stage, keys in
      try await stage.admin.setupEncryption(privateKey: keys.noord)
      let task = try await stage.task("secret", input: Self.input)
      var stored: Set<[UInt8]> = []
      for (site, key) in keys.all.enumerated() {
        let node = try await stage.node(site)
        let run = try await node.run(of: task.id)
        #expect(run.blobStorageUsed == (try await stage.keepsBlobs))
        let sealed = try await node.stored(run)
        #expect(sealed.count { $0 == UInt8(ascii: "$") } >= 2, "key, counter and message")
        #expect(!String(decoding: sealed, as: UTF8.self).contains("geheim"))
        stored.insert(sealed)
        let asked = try await node.answer(
          task.id, #"{"summe": \#(site + 1)}"#, .hybrid(own: key, asker: keys.noord.publicKey))
        #expect(try JSONValue(parsing: asked) == Self.input.json)
      }
      #expect(stored.count == 2, "each organization has an input of its own")
      let results = try await stage.admin.waitForResults(of: task.id)
      let sums = try results.map { try $0.decode([String: Int].self) }
      #expect(Set(sums) == [["summe": 1], ["summe": 2]])
      #expect(results.allSatisfy { $0.stored?.contains("summe") == false })
      let one = try await stage.admin.result.get(results[0].run)
      #expect(one.result?.contains("summe") == true)
    }
  }

  @Test("A key is made, kept to its owner and uploaded, and never over another (deviation 63)")
  func generatesKeys() async throws {
    try await Self.with { stage, _ in
      try await TestFolder.with { folder in
        let file = folder.path + "/key.pem"
        let fingerprint = try await stage.admin.util.generatePrivateKey(file: file)
        #expect(try PrivateKeyFile(file).isReadableByOthers == false)
        let key = try PrivateKey(file: file)
        #expect(key.publicKey.fingerprint == fingerprint && key.publicKey.bits == 4_096)
        let shown = try await stage.admin.organization.get()
        #expect(shown.publicKey == key.publicKey.encoded)
        #expect(stage.admin.currentEncryption?.fingerprint == fingerprint)
        let error = await #expect(throws: PolderError.self) {
          try await stage.admin.util.generatePrivateKey(file: folder.path + "/other.pem")
        }
        #expect(error?.code == "client-other-key")
        #expect(folder.names(in: ".") == ["key.pem"])
      }
    }
  }

  @Test("The own organization's input can be read again, that of another can not")
  func readsOwnInputs() async throws {
    try await Self.with { stage, keys in
      try await stage.admin.setupEncryption(privateKey: keys.noord)
      let task = try await stage.task("secret", input: Self.input)
      let runs = try await stage.admin.run.fromTask(task.id)
      let own = try #require(runs.first { $0.organization?.id == stage.organizations[0] })
      let other = try #require(runs.first { $0.organization?.id == stage.organizations[1] })
      #expect(try JSONValue(parsing: Array((own.input ?? "").utf8)) == Self.input.json)
      #expect(other.input?.contains("geheim") == false)
    }
  }

  @Test("Without the key nothing can be read, and with another's key neither")
  func keepsStrangersOut() async throws {
    try await Self.with { stage, keys in
      try await stage.admin.setupEncryption(privateKey: keys.noord)
      let task = try await stage.task("secret", at: [1], input: Self.input)
      let sealing = LiveSealing.hybrid(own: keys.oost, asker: keys.noord.publicKey)
      try await stage.node(1).answer(task.id, #"{"summe": 1}"#, sealing)
      let stranger = try await stage.loggedIn("admin")
      let unread = try #require(try await stranger.result.fromTask(task.id).first)
      #expect(throws: PolderError.self) { try unread.value }
      try await stage.admin.setupEncryption(privateKey: keys.oost, overwrite: true)
      let foreign = try #require(try await stage.admin.result.fromTask(task.id).first)
      #expect(throws: PolderError.self) { try foreign.value }
    }
  }

  @Test("What was set up and what the server says about a collaboration must agree, or nothing is sent")
  func refusesContradictions() async throws {
    try await Self.with { stage, keys in
      let open = await #expect(throws: PolderError.self) { try await stage.task("open") }
      #expect(open?.code == "client-encryption-contradiction")
      try await stage.admin.setupEncryption(privateKey: keys.noord)
      _ = try await stage.root.collaboration.update(stage.collaboration, encrypted: false)
      try await stage.admin.setupCollaboration(stage.collaboration)
      let sealed = await #expect(throws: PolderError.self) { try await stage.task("sealed") }
      #expect(sealed?.code == "client-encryption-contradiction")
      #expect(try await stage.admin.task.list().data.isEmpty)
    }
  }

  @Test("Another key than the pinned one is an error that names both, and nothing is encrypted for it")
  func pinsKeys() async throws {
    try await Self.with { stage, keys in
      try await stage.admin.setupEncryption(privateKey: keys.noord)
      _ = try await stage.task("first")
      // The node of oost comes with another key, as it does after a loss, or in an attack.
      var change = UpdateOrganization.Body()
      change.publicKey = keys.noord.publicKey.encoded
      _ = try await stage.node(1).operations.call(UpdateOrganization.self, path: stage.organizations[1], body: change)
      let error = await #expect(throws: PolderError.self) { try await stage.task("second") }
      #expect(error?.code == "key-changed")
      for key in keys.all {
        let fingerprint = key.publicKey.fingerprint.description
        #expect(error?.message.contains(fingerprint) == true, "\(String(describing: error))")
      }
      #expect(try await stage.admin.task.list().data.count == 1)
    }
  }
}
