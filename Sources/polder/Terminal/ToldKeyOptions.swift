import ArgumentParser
import PolderCore
import PolderCrypto

/// What an organization told about its key, by telephone or in person.
struct ToldKeyOptions: ParsableArguments {
  @Argument(
    help: "The fingerprint: SHA256: and 43 characters.",
    transform: { text in
      guard let fingerprint = KeyFingerprint(text: text) else {
        throw ValidationError("This is no fingerprint: it has to be SHA256: and 43 characters.")
      }
      return fingerprint
    })
  var fingerprint: KeyFingerprint

  @Option(help: "The organization.")
  var organization: OrganizationID

  @Flag(help: "It said that it reads authenticated envelopes.")
  var envelopes = false

  /// Whether it reads envelopes; nil when it said nothing of that.
  var acceptsEnvelopes: Bool? { envelopes ? true : nil }
}
