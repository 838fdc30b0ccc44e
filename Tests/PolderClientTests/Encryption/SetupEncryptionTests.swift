import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Setting up the encryption")
struct SetupEncryptionTests {
  /// Whether the own organization's record was changed, and to which key.
  static func uploaded(_ api: FakeAPI) async throws -> [String?] {
    try await api.sent.filter { $0.method == .patch }.map { call in
      try JSONValue(parsing: call.body ?? [])["public_key"]?.string
    }
  }

  @Test("Nothing is read and nothing is sent unless somebody is logged in")
  func needsASession() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let error = await #expect(throws: PolderError.self) {
      try await UserClient.over(api).setupEncryption(privateKeyFile: "/no/such/file")
    }
    #expect(error?.code == .sessionMissing)
    #expect(await api.calls.isEmpty)
  }

  @Test("The key is uploaded where there is none, as base64 of its PEM text")
  func uploads() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, ""))
    try await world.client.setupEncryption(privateKeyFile: try LiveKeys.file("noord"), pins: world.pins)
    #expect(try await Self.uploaded(world.api) == [world.own.publicKey.encoded])
    #expect(await world.api.calls == ["GET /organization/3", "PATCH /organization/3"])
    let setup = try #require(world.client.currentEncryption)
    #expect(setup.organization == 3)
    #expect(setup.fingerprint == world.own.publicKey.fingerprint)
    #expect(setup.rule == .compatible)
    #expect(try world.pins.pins[3]?.key == world.own.publicKey)
  }

  @Test("The key that stands there already is not sent again")
  func comparesKeys() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    try await world.client.setupEncryption(privateKey: world.own)
    #expect(await world.api.calls == ["GET /organization/3"])
    #expect(world.client.currentEncryption != nil)
  }

  @Test("The same key written otherwise is sent again: nodes compare byte by byte")
  func comparesBytes() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    let other = Base64.encode(world.own.publicKey.pem.replacing("\n", with: "\r\n").utf8)
    await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, other))
    try await world.client.setupEncryption(privateKey: world.own)
    #expect(try await Self.uploaded(world.api) == [world.own.publicKey.encoded])
  }

  @Test("Another key stays where it is, and the error names both fingerprints; told so, it is replaced")
  func replacesOnlyWhenTold() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, world.other.publicKey.encoded))
    let error = await #expect(throws: PolderError.self) {
      try await world.client.setupEncryption(privateKey: world.own, pins: world.pins)
    }
    #expect(error?.code == "client-other-key")
    for key in [world.own, world.other] {
      #expect(error?.message.contains(key.publicKey.fingerprint.description) == true)
    }
    #expect(error?.object == "organization 3")
    #expect(try await Self.uploaded(world.api).isEmpty)
    #expect(world.client.currentEncryption == nil)
    #expect(try world.pins.pins[3] == nil, "a refused key is not pinned")
    try await world.client.setupEncryption(privateKey: world.own, pins: world.pins, overwrite: true)
    #expect(try await Self.uploaded(world.api) == [world.own.publicKey.encoded])
  }

  @Test("What is no key at the server is another's all the same")
  func keepsUnreadableKeys() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, "bm8ga2V5"))
    let error = await #expect(throws: PolderError.self) {
      try await world.client.setupEncryption(privateKey: world.own)
    }
    #expect(error?.code == "client-other-key")
    #expect(try await Self.uploaded(world.api).isEmpty)
  }

  @Test("A pin of the own organization with another key is an error, and replaced together with the key at the server")
  func holdsThePinOfTheOwn() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    let old = world.other.publicKey
    try world.pins.update { (pins) throws(PolderError) in
      _ = try pins.check(old, of: 3, now: EncryptedWorld.now)
    }
    let error = await #expect(throws: PolderError.self) {
      try await world.client.setupEncryption(privateKey: world.own, pins: world.pins)
    }
    #expect(error?.code == .keyChanged)
    await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, old.encoded))
    await world.api.answer("PATCH /organization/3", .json(["msg": "no"], 403))
    await #expect(throws: RequestRefusal.self) {
      try await world.client.setupEncryption(privateKey: world.own, pins: world.pins, overwrite: true)
    }
    #expect(try world.pins.pins[3]?.key == old, "a refused upload changes no pin")
    #expect(world.client.currentEncryption == nil)
    await world.api.answer("PATCH /organization/3", EncryptedWorld.organization(3, world.own.publicKey.encoded))
    try await world.client.setupEncryption(privateKey: world.own, pins: world.pins, overwrite: true)
    #expect(try world.pins.pins[3]?.key == world.own.publicKey)
  }

  @Test("A file that is missing or holds a public key is told, and nothing changes")
  func tellsBadFiles() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    try await TestFolder.with { folder in
      let file = try folder.write(world.own.publicKey.pem, to: "key.pem")
      for path in [folder.path + "/missing.pem", file] {
        let error = await #expect(throws: PolderError.self) {
          try await world.client.setupEncryption(privateKeyFile: path)
        }
        #expect(error?.object == path)
      }
    }
    #expect(world.client.currentEncryption == nil)
    #expect(try await Self.uploaded(world.api).isEmpty)
  }

  @Test("Nil sets up that nothing is encrypted, and logging in anew forgets the key")
  func forgets() async throws {
    let world = try await EncryptedWorld.make()
    #expect(world.client.currentEncryption != nil)
    try await world.client.setupEncryption(privateKeyFile: nil)
    #expect(world.client.currentEncryption == nil)
    try await world.client.setupEncryption(privateKey: world.own)
    try await world.client.authenticate(username: "grace", password: "another password")
    #expect(world.client.currentEncryption == nil)
  }

  @Test("Whoever sets up the encryption while somebody logs in is told that nothing is encrypted")
  func tellsLostSetups() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    let keys = world.client.session.keys
    let before = world.client.session.defaults.login
    let organization = try await keys.ownOrganization()
    try await world.client.authenticate(username: "grace", password: "another password")
    let error = await #expect(throws: PolderError.self) {
      try await keys.use(
        world.own, of: organization, pins: world.pins, rule: .compatible, overwrite: false, login: before)
    }
    #expect(error?.code == "client-other-session")
    #expect(world.client.currentEncryption == nil)
  }

  @Test("Neither the key nor anything of it is printed")
  func hidesTheKey() async throws {
    let world = try await EncryptedWorld.make()
    let secret = world.own.pem.split(separator: "\n")[3]
    let setup = try #require(world.client.currentEncryption)
    var dumped = ""
    dump(setup, to: &dumped)
    for text in ["\(setup)", String(reflecting: setup), "\(world.client)", dumped] { #expect(!text.contains(secret)) }
  }
}
