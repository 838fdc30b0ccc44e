import PolderCore
import Testing

@testable import PolderCrypto

struct KeyPinsTests {
  static let now = Parties.now
  let parties: Parties
  let organization = OrganizationID(2)
  var key: PublicKey { parties.node.key.publicKey }
  var other: PublicKey { parties.server.key.publicKey }

  init() throws { parties = try Parties() }

  @Test("the first key is pinned, unconfirmed, and the same key is good ever after")
  func firstUse() throws {
    var pins = KeyPins()
    #expect(pins[organization] == nil)
    let pin = try pins.check(key, of: organization, now: Self.now)
    #expect(pin == PinnedKey(organization: organization, key: key, firstSeen: Self.now))
    #expect(!pin.isConfirmed)
    #expect(!pin.acceptsEnvelopes)
    let again = try pins.check(key, of: organization, now: Self.now + .seconds(100))
    #expect(again == pin)
    #expect(pins.all == [pin])
  }

  @Test("another key is an error with both fingerprints and the way to ask, and changes nothing")
  func changed() throws {
    var pins = KeyPins()
    let pin = try pins.check(key, of: organization, now: Self.now)
    let error = try refusal { _ = try pins.check(other, of: organization, now: Self.now) }
    #expect(error.code == .keyChanged)
    #expect(error.message.contains(key.fingerprint.description))
    #expect(error.message.contains(other.fingerprint.description))
    #expect(error.object == "organization 2")
    #expect(error.nextStep?.contains("not over the server") == true)
    #expect(pins[organization] == pin)
    // Another organization may have that key.
    _ = try pins.check(other, of: OrganizationID(3), now: Self.now)
  }

  @Test("a person's word confirms the pinned key and no other")
  func confirm() throws {
    var pins = KeyPins()
    let fingerprint = key.fingerprint
    #expect(try refusal { try pins.confirm(organization, fingerprint: fingerprint) }.code == .keyUnknown)
    _ = try pins.check(key, of: organization, now: Self.now)
    let error = try refusal { try pins.confirm(organization, fingerprint: other.fingerprint) }
    #expect(error.code == .keyFingerprintDiffers)
    #expect(pins[organization]?.isConfirmed == false)
    let pin = try pins.confirm(organization, fingerprint: fingerprint)
    #expect(pin.isConfirmed)
    #expect(!pin.acceptsEnvelopes)
    #expect(pin.firstSeen == Self.now)
    #expect(try pins.confirm(organization, fingerprint: fingerprint, acceptsEnvelopes: true).acceptsEnvelopes)
    #expect(try pins.confirm(organization, fingerprint: fingerprint).acceptsEnvelopes)
    #expect(try !pins.confirm(organization, fingerprint: fingerprint, acceptsEnvelopes: false).acceptsEnvelopes)
  }

  @Test("a key is replaced on a person's word, and envelopes stay known")
  func replace() throws {
    var pins = KeyPins()
    _ = try pins.check(key, of: organization, now: Self.now)
    try pins.confirm(organization, fingerprint: key.fingerprint, acceptsEnvelopes: true)
    let later = Self.now + .seconds(60)
    let pin = try pins.replace(organization, with: other, now: later, isConfirmed: true)
    #expect(
      pin
        == PinnedKey(
          organization: organization, key: other, firstSeen: later, isConfirmed: true, acceptsEnvelopes: true))
    #expect(try pins.check(other, of: organization, now: later) == pin)
    #expect(try refusal { _ = try pins.check(key, of: organization, now: later) }.code == .keyChanged)
    let same = try pins.replace(
      organization, with: other, now: later + .seconds(1), isConfirmed: false, acceptsEnvelopes: false)
    #expect(same.firstSeen == later)
    #expect(!same.isConfirmed)
    #expect(!same.acceptsEnvelopes)
    // Where nothing is pinned it pins.
    let new = try pins.replace(OrganizationID(9), with: key, now: later, isConfirmed: true)
    #expect(pins[OrganizationID(9)] == new)
  }

  @Test("what was forgotten is pinned anew")
  func remove() throws {
    var pins = KeyPins()
    _ = try pins.check(key, of: organization, now: Self.now)
    pins.remove(organization)
    #expect(try refusal { _ = try pins.pin(of: organization) }.code == .keyUnknown)
    #expect(try pins.check(other, of: organization, now: Self.now).key == other)
  }

  @Test("no more organizations are pinned than any server has")
  func bounded() throws {
    var pins = KeyPins()
    let key = key
    for number in 0..<KeyPins.limit { _ = try pins.check(key, of: OrganizationID(Int64(number)), now: Self.now) }
    #expect(try refusal { _ = try pins.check(key, of: OrganizationID(-1), now: Self.now) }.code == .keyPinsFull)
    _ = try pins.check(key, of: OrganizationID(5), now: Self.now)
    pins.remove(OrganizationID(5))
    _ = try pins.check(key, of: OrganizationID(-1), now: Self.now)
  }

  @Test("pins are written in the order of their organizations and read back")
  func codable() throws {
    var pins = KeyPins()
    _ = try pins.check(other, of: OrganizationID(30), now: Self.now)
    _ = try pins.check(key, of: OrganizationID(4), now: Self.now)
    try pins.confirm(OrganizationID(4), fingerprint: key.fingerprint, acceptsEnvelopes: true)
    let json = try JSONValueEncoder.value(of: pins)
    #expect(json["version"] == 1)
    #expect(json["pins"]?[0]?["organization"] == 4)
    #expect(json["pins"]?[0]?["confirmed"] == true)
    #expect(json["pins"]?[0]?["accepts_envelopes"] == true)
    #expect(json["pins"]?[0]?["first_seen"]?.string == Self.now.wireText)
    #expect(json["pins"]?[0]?["key"]?.string == key.pem)
    #expect(try JSONValueDecoder.decode(KeyPins.self, from: json) == pins)
  }

  @Test("another version, an organization twice, and a damaged key are refused")
  func damaged() throws {
    let pin = try JSONValueEncoder.value(of: PinnedKey(organization: organization, key: key, firstSeen: Self.now))
    var broken = try #require(pin.object)
    broken["key"] = "no key"
    for json in [
      ["version": 2, "pins": []], ["pins": []], ["version": 1], ["version": 1, "pins": [pin, pin]],
      ["version": 1, "pins": [.object(broken)]],
    ] as [JSONValue] {
      #expect(throws: (any Error).self) { try JSONValueDecoder.decode(KeyPins.self, from: json) }
    }
    #expect(try JSONValueDecoder.decode(KeyPins.self, from: ["version": 1, "pins": [pin]]).all.count == 1)
  }
}
