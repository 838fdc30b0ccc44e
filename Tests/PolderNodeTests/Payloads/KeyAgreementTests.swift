import Foundation
import Logging
import PolderCore
import PolderCrypto
import Synchronization
import Testing

@testable import PolderNode

@Suite("the node's key and the server's record of it")
struct KeyAgreementTests {
  private let world: PayloadWorld

  init() throws { world = try PayloadWorld() }

  private func agree(overwrites: Bool = false, pins: KeyPinFile? = nil) async throws {
    let made = try world.keys(overwrites: overwrites)
    let keys = NodeKeys(key: made.key, pins: pins ?? made.pins, rule: .compatible, overwrites: overwrites)
    let journal = try await world.journal()
    let payloads = world.payloads(keys, journal)
    let identity = NodeIdentity(
      node: NodeID(9), name: "ward", organization: PayloadWorld.own, collaboration: CollaborationID(1))
    do {
      try await payloads.agree(as: identity)
    } catch {
      try journal.close()
      throw error
    }
    try journal.close()
  }

  private func put(_ key: String) { world.server.update { $0.keys[2] = key } }

  private var there: String? { world.server.state.withLock { $0.keys[2] } }

  @Test("the key is uploaded where there is none, and pinned")
  func uploads() async throws {
    put("")
    let pins = KeyPinFile.inMemory()
    try await agree(pins: pins)
    #expect(there == world.node.key.publicKey.encoded)
    #expect(try pins.pins[PayloadWorld.own]?.key == world.node.key.publicKey)
  }

  @Test("the same key stays as it is")
  func same() async throws {
    try await agree()
    #expect(world.server.count("PATCH /organization/2") == 0)
  }

  @Test("the same key in other words is written anew, since other nodes compare byte by byte")
  func otherWords() async throws {
    put(Base64.encode(Array(world.node.key.publicKey.pem.utf8) + [0x0A]))
    try await agree()
    #expect(there == world.node.key.publicKey.encoded)
  }

  @Test("another key at the server is an error that names both, and nothing is uploaded")
  func other() async throws {
    put(world.third.key.publicKey.encoded)
    let pins = KeyPinFile.inMemory()
    let error = await failure { try await agree(pins: pins) }
    #expect(error?.code == .nodeOtherKey)
    #expect(error?.message.contains(world.node.key.publicKey.fingerprint.description) == true)
    #expect(error?.message.contains(world.third.key.publicKey.fingerprint.description) == true)
    #expect(world.server.count("PATCH /organization/2") == 0)
    #expect(try pins.pins.all.isEmpty)
  }

  @Test("what stands there and is no key is not overwritten either")
  func noKey() async throws {
    put("bm9kZWtleQ==")
    #expect(await failure { try await agree() }?.code == .nodeOtherKey)
  }

  @Test("another key is replaced when the configuration says so")
  func overwritten() async throws {
    put(world.third.key.publicKey.encoded)
    try await agree(overwrites: true)
    #expect(there == world.node.key.publicKey.encoded)
  }

  @Test("a key that is not the one which this node had before is told, whatever the server has")
  func otherThanPinned() async throws {
    let pins = KeyPinFile.inMemory()
    try pins.update { (pins) throws(PolderError) in
      _ = try pins.check(world.third.key.publicKey, of: PayloadWorld.own, now: noon)
    }
    #expect(await failure { try await agree(pins: pins) }?.code == .nodeOtherKey)
    try await agree(overwrites: true, pins: pins)
    #expect(try pins.pins[PayloadWorld.own]?.key == world.node.key.publicKey)
  }

  @Test("without its file the node does not start, and says how to make one")
  func missing() async throws {
    var configuration = NodeConfiguration(
      apiKey: goodKey, serverURL: "http://fake", port: 1, dataFolder: world.data)
    let none = try NodeKeys(configuration)
    #expect(none?.key.publicKey == nil)
    configuration.isEncrypted = true
    configuration.privateKeyFile = world.place.path + "/key.pem"
    let error = await failure { try NodeKeys(configuration) }
    #expect(error?.code == .nodePrivateKeyMissing)
    #expect(error?.object == world.place.path + "/key.pem")
    #expect(error?.nextStep?.contains("polder node create-key") == true)
    #expect(!FileManager.default.fileExists(atPath: world.place.path + "/key.pem"))
    try world.node.key.write(to: world.place.path + "/key.pem")
    let keys = try #require(try NodeKeys(configuration))
    #expect(keys.key.publicKey == world.node.key.publicKey)
    #expect(keys.warning == nil)
  }
}
