import ArgumentParser
import PolderClient
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder key verify`
struct KeyVerify: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare the pinned key of an organization with the fingerprint that it told you.",
    discussion: """
      Get the fingerprint from the organization itself, by telephone or in person, and not over the server. When it is \
      the same the key is marked as confirmed. Ends with 65 when it is another.
      """)

  @OptionGroup var told: ToldKeyOptions

  @Flag(help: "The key that the server has now takes the place of the pinned one, when it has this fingerprint.")
  var replace = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let (organization, fingerprint) = (told.organization, told.fingerprint)
    let key = try await KeyOfOrganization.key(of: organization, session)
    let now = Moment.now()
    let acceptsEnvelopes = told.acceptsEnvelopes
    try session.pins().update { (pins) throws(PolderError) in
      if replace, key.fingerprint == fingerprint {
        try pins.replace(organization, with: key, now: now, isConfirmed: true, acceptsEnvelopes: acceptsEnvelopes)
      } else {
        // One that nobody has seen before is pinned first, and then compared like any other.
        if pins[organization] == nil { _ = try pins.check(key, of: organization, now: now) }
        try pins.confirm(organization, fingerprint: fingerprint, acceptsEnvelopes: acceptsEnvelopes)
        _ = try pins.check(key, of: organization, now: now)
      }
    }
    session.done(
      "The key of organization \(organization) is the one that it told you, and is confirmed.",
      ["organization": organization.cell, "fingerprint": .string(fingerprint.description), "confirmed": true])
  }
}
