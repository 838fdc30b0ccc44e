import ArgumentParser
import PolderCore
import PolderCrypto
import PolderNode
import PolderPrompt

/// `polder node key forget`
struct NodeKeyForget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Forget the pinned key of an organization.",
    discussion: """
      Under `encryption.format: require` the node takes no task of the organization any more. Otherwise the next key that \
      the server gives is pinned: to replace a key by one that was compared, use `polder node key pin` with --replace.
      """)

  @Option(help: "The organization.")
  var organization: OrganizationID

  @OptionGroup var options: NodeOptions
  @OptionGroup var sure: SureOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let place = try NodeKeyPlace(options)
    try await sure.check("Forget by what the node knows organization \(organization)?", .present)
    let pin = try await place.pins.forget(organization, steward: Steward.name)
    guard !json else { return print(NodeKeyPlace.json(pin).text) }
    print("The key \(pin.fingerprint) of organization \(organization) is forgotten.")
    print(place.effect)
  }
}
