import ArgumentParser
import PolderCore
import PolderCrypto
import PolderNode

/// `polder node key pin`
struct NodeKeyPin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin",
    abstract: "Pin the key of an organization, with the fingerprint that it told you.",
    discussion: """
      Get the fingerprint from the organization itself, by telephone or in person, and not over the server. When the key \
      that the server has is the one, it is pinned and marked as confirmed; else the command ends with 65. Under \
      `encryption.format: require` the node takes tasks only from organizations whose keys are pinned.
      """)

  @Argument(help: "The fingerprint: SHA256: and 43 characters.")
  var fingerprint: String

  @Option(help: "The organization.")
  var organization: OrganizationID

  @Flag(help: "It said that it reads authenticated envelopes.")
  var envelopes = false

  @Flag(help: "The key takes the place of another pinned one.")
  var replace = false

  @OptionGroup var options: NodeOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func validate() throws {
    guard KeyFingerprint(text: fingerprint) != nil else {
      throw ValidationError("This is no fingerprint: it has to be SHA256: and 43 characters.")
    }
  }

  func run() async throws {
    guard let told = KeyFingerprint(text: fingerprint) else { return }
    let place = try NodeKeyPlace(options)
    let pin = try await place.pins.pin(
      organization, fingerprint: told, replaces: replace, acceptsEnvelopes: envelopes ? true : nil,
      steward: Steward.name)
    guard !json else { return print(NodeKeyPlace.json(pin).text) }
    print("The key of organization \(organization) is the one that it told you, and is pinned.")
    print(place.effect)
  }
}
