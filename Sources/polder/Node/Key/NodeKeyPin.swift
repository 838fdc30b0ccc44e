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

  @OptionGroup var told: ToldKeyOptions

  @Flag(help: "The key takes the place of another pinned one.")
  var replace = false

  @OptionGroup var options: NodeOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let place = try NodeKeyPlace(options)
    let pin = try await place.pins.pin(
      told.organization, fingerprint: told.fingerprint, replaces: replace, acceptsEnvelopes: told.acceptsEnvelopes,
      steward: Steward.name)
    guard !json else { return print(NodeKeyPlace.json(pin).text) }
    print("The key of organization \(told.organization) is the one that it told you, and is pinned.")
    print(place.effect)
  }
}
