import PolderCore
import PolderCrypto
import PolderService
import PolderTransport
import Testing

@testable import PolderNode

@Suite("the pinned keys of a node, in the hands of its steward", .timeLimit(.minutes(10)))
struct NodePinsTests {
  private static let other = OrganizationID(4)
  private static let made = try? (0..<2).map { _ in try PrivateKey.generate(bits: 2_048).publicKey }
  private let place: TemporaryFolder
  private let bench = CheckBench()
  private let first: PublicKey
  private let second: PublicKey

  init() throws {
    place = try TemporaryFolder()
    let made = try #require(Self.made)
    (first, second) = (made[0], made[1])
    bench.server.update { [first] in $0.keys[4] = first.encoded }
  }

  private var folders: NodeFolders { NodeFolders(root: place.path + "/data") }

  private var configuration: NodeConfiguration {
    NodeConfiguration(apiKey: goodKey, serverURL: "http://fake", port: 1, dataFolder: folders.root)
  }

  private var pins: NodePins { NodePins(configuration, bench.tools) }

  @discardableResult
  private func pin(_ key: PublicKey, replaces: Bool = false, envelopes: Bool? = nil) async throws -> PinnedKey {
    try await pins.pin(
      Self.other, fingerprint: key.fingerprint, replaces: replaces, acceptsEnvelopes: envelopes, steward: "ann")
  }

  private func entries() async throws -> [AuditRecord] {
    let book = try await AuditBook(configuration)
    let entries = try await book.newest(10).map(\.record)
    #expect(try await book.verify().isWhole)
    try book.close()
    return entries
  }

  @Test("a key with the fingerprint that was told is pinned as confirmed, and the audit log tells by whom")
  func pinned() async throws {
    #expect(try pins.all().isEmpty)
    try await pin(first, envelopes: true)
    let pin = try #require(try pins.all().first)
    #expect(pin.key == first && pin.isConfirmed && pin.acceptsEnvelopes && pin.organization == Self.other)
    let entry = try #require(try await entries().first)
    #expect(entry.operation == "PinKey" && entry.principal == "steward:ann" && entry.object == "organization/4")
    #expect(entry.details["fingerprint"] == first.fingerprint.description)
    #expect(entry.details["former_fingerprint"] == nil)
  }

  @Test("with another fingerprint than the server's key has nothing is pinned")
  func differs() async throws {
    let error = await failure { try await pin(second) }
    #expect(error?.code == .keyFingerprintDiffers)
    #expect(error?.message.contains(first.fingerprint.description) == true)
    #expect(try pins.all().isEmpty && !place.exists("data/audit.sqlite"))
  }

  @Test("another pinned key makes room only when that is asked for; what is known of envelopes stays")
  func replaced() async throws {
    try await pin(first, envelopes: true)
    bench.server.update { [second] in $0.keys[4] = second.encoded }
    #expect(try await pins.offered(Self.other).isAnother)
    #expect(await failure { try await pin(second) }?.code == .keyChanged)
    #expect(try pins.all().map(\.key) == [first])
    try await pin(second, replaces: true)
    #expect(try pins.all().map(\.key) == [second])
    #expect(try pins.all().first?.acceptsEnvelopes == true)
    #expect(try await entries().last?.details["former_fingerprint"] == first.fingerprint.description)
  }

  @Test("the own organization's key, and one that the server does not have, are not pinned")
  func refused() async throws {
    bench.server.update { [first] state in
      state.keys[2] = first.encoded
      state.keys[4] = nil
    }
    let own = await failure {
      try await pins.pin(OrganizationID(2), fingerprint: first.fingerprint, replaces: true, steward: "ann")
    }
    #expect(own?.code == .nodeOwnPin)
    #expect(await failure { try await pin(first) }?.code == .nodeNoOfferedKey)
    #expect(try pins.all().isEmpty)
  }

  @Test("to look at what the server has pins nothing")
  func offered() async throws {
    let offer = try await pins.offered(Self.other)
    #expect(offer.key == first && offer.pin == nil && !offer.isAnother && !offer.isOwn)
    #expect(!place.exists("data"))
  }

  @Test("what is forgotten is told, and what was never known is an error")
  func forgotten() async throws {
    #expect(await failure { try await pins.forget(Self.other, steward: "ann") }?.code == .keyUnknown)
    try await pin(first)
    #expect(try await pins.forget(Self.other, steward: "ann").key == first)
    #expect(try pins.all().isEmpty)
    #expect(try await entries().map(\.operation) == ["PinKey", "ForgetKey"])
  }

  @Test("a node that runs goes by a change at once, and both write one audit log")
  func beside() async throws {
    try folders.make()
    let audit = try await NodeAudit(folders, logger: AuditFixture.logger, now: { noon }, pause: { _ in })
    async let writing: Void = audit.run()
    let keys = NodeKeys(
      key: try PrivateKey.generate(bits: 2_048), pins: try KeyPinFile(file: folders.pins), rule: .compatible)
    let tokens = NodeTokens.keeper(apiKey: goodKey, channel: bench, now: { noon })
    let directory = KeyDirectory(
      keys: keys, server: ServerLink(channel: bench, tokens: tokens, retries: .never), own: OrganizationID(2),
      now: { noon }, audit: KeyAudit { audit.note($0) })
    #expect(try await directory.keys(of: [Self.other]).first?.isConfirmed == false)
    bench.server.update { [second] in $0.keys[4] = second.encoded }
    #expect(await failure { _ = try await directory.keys(of: [Self.other]) }?.code == .keyChanged)
    try await pin(second, replaces: true)
    let pin = try #require(try await directory.keys(of: [Self.other]).first)
    #expect(pin.key == second && pin.isConfirmed)
    try await audit.record(.stopped(code: nil))
    audit.finish()
    await writing
    try audit.close()
    let told = try await entries()
    #expect(Set(told.map(\.operation)) == ["PinKey", "ChangeKey", "StopNode"] && told.count == 4)
  }

  @Test("while the audit log can not be written nothing is pinned")
  func unwritable() async throws {
    try await pin(first)
    bench.server.update { [second] in $0.keys[4] = second.encoded }
    try OtherHand.change(folders.audit, "UPDATE polder_audit_head SET id = 2")
    #expect(await failure { try await pin(second, replaces: true) }?.code == .nodeAuditUnusable)
    #expect(try pins.all().map(\.key) == [first])
  }

  @Test("in another user's folder nothing is made, and the remedy is told")
  func otherUser() async throws {
    try folders.make()
    var pins = pins
    pins.user += 1
    let error = await failure {
      try await pins.pin(Self.other, fingerprint: first.fingerprint, replaces: false, steward: "ann")
    }
    #expect(error?.code == .nodeFolderUnusable && error?.nextStep?.contains("sudo -u") == true)
    #expect(!place.exists("data/pins.json.lock") && !place.exists("data/audit.sqlite"))
  }
}
