import Foundation
import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Making a private key (deviation 63)")
struct GeneratePrivateKeyTests {
  /// The utilities of a client, with a key that is there already instead of a new one.
  static func util(_ client: UserClient, _ key: PrivateKey) -> UtilityClient {
    var util = client.util
    util.makeKey = { () throws(PolderError) in key }
    return util
  }

  @Test("A key is written for its owner alone, uploaded and set up")
  func makes() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, ""))
    try await TestFolder.with { folder in
      let path = folder.path + "/private_key.pem"
      let fingerprint = try await Self.util(world.client, world.own).generatePrivateKey(file: path, pins: world.pins)
      #expect(fingerprint == world.own.publicKey.fingerprint)
      #expect(folder.text("private_key.pem") == world.own.pem)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
    #expect(try await SetupEncryptionTests.uploaded(world.api) == [world.own.publicKey.encoded])
    #expect(world.client.currentEncryption?.fingerprint == world.own.publicKey.fingerprint)
  }

  @Test("Nothing is made or written unless somebody is logged in")
  func needsASession() async throws {
    let keys = try LiveKeys()
    try await TestFolder.with { folder in
      var util = UserClient.over(FakeAPI([:], otherwise: AnyReply.to)).util
      util.makeKey = { () throws(PolderError) in
        Issue.record("a key was made")
        return keys.noord
      }
      let made = util
      let error = await #expect(throws: PolderError.self) {
        try await made.generatePrivateKey(file: folder.path + "/key.pem")
      }
      #expect(error?.code == .sessionMissing)
      #expect(folder.names(in: ".").isEmpty)
    }
  }

  @Test("A file that is there stays, and so does a key at the server or in the pins, unless told otherwise")
  func replacesOnlyWhenTold() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    try await TestFolder.with { folder in
      let path = try folder.write("another key", to: "key.pem")
      let util = Self.util(world.client, world.own)
      await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, ""))
      let exists = await #expect(throws: PolderError.self) { try await util.generatePrivateKey(file: path) }
      #expect(exists?.object == path)
      #expect(folder.text("key.pem") == "another key")

      await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, world.other.publicKey.encoded))
      let taken = await #expect(throws: PolderError.self) {
        try await util.generatePrivateKey(file: folder.path + "/new.pem")
      }
      #expect(taken?.code == "client-other-key")
      #expect(taken?.message.contains(world.other.publicKey.fingerprint.description) == true)

      await world.api.answer("GET /organization/3", EncryptedWorld.organization(3, ""))
      let old = world.other.publicKey
      try world.pins.update { (pins) throws(PolderError) in _ = try pins.check(old, of: 3, now: EncryptedWorld.now) }
      let pinned = await #expect(throws: PolderError.self) {
        try await util.generatePrivateKey(file: folder.path + "/new.pem", pins: world.pins)
      }
      #expect(pinned?.code == "client-other-key")
      #expect(folder.names(in: ".") == ["key.pem"], "nothing was written")
      #expect(try await SetupEncryptionTests.uploaded(world.api).isEmpty)

      try await util.generatePrivateKey(file: path, replacing: true, pins: world.pins, overwrite: true)
      #expect(folder.text("key.pem") == world.own.pem)
    }
  }
}
