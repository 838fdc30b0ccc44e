import ArgumentParser
import PolderCore
import PolderCrypto
import PolderNode

/// `polder node key fingerprint`
struct NodeKeyFingerprint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fingerprint",
    abstract: "Show by what a key is compared.",
    discussion: """
      Of the node's own private key; with --organization of the key that the server has of another organization, beside \
      the pinned one. Nothing is pinned. Ends with 65 when another key is pinned than the server has.
      """)

  @OptionGroup var options: NodeOptions

  @Option(help: "The key that the server has of this organization.")
  var organization: OrganizationID?

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let place = try NodeKeyPlace(options)
    guard let organization else { return try tellOwn(place.configuration.keyPlace) }
    let offer = try await place.pins.offered(organization)
    json ? print(Self.json(offer).text) : tell(offer)
    if offer.isAnother { throw ExitCode(ExitStatus.data) }
  }

  private func tellOwn(_ path: String) throws {
    let fingerprint = try PrivateKey(file: path).publicKey.fingerprint.description
    guard !json else {
      return print(JSONValue.object(["file": .string(path), "fingerprint": .string(fingerprint)]).text)
    }
    print("\(path)\nfingerprint: \(fingerprint)")
  }

  private func tell(_ offer: OfferedKey) {
    print("the server has: \(offer.key.fingerprint)\(offer.isOwn ? " (the node's own organization)" : "")")
    guard let pin = offer.pin else { return print("pinned:         nothing") }
    let word = pin.isConfirmed ? "confirmed" : "not confirmed"
    print("pinned:         \(pin.fingerprint), since \(pin.firstSeen.wireText), \(word)")
    if offer.isAnother { print("These are two keys. Ask the organization, not over the server, for its fingerprint.") }
  }

  private static func json(_ offer: OfferedKey) -> JSONValue {
    [
      "organization": .integer(offer.organization.rawValue), "fingerprint": .string(offer.key.fingerprint.description),
      "pin": offer.pin.map { NodeKeyPlace.json($0) } ?? .null, "own": .bool(offer.isOwn),
    ]
  }
}
