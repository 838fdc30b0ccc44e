import ArgumentParser
import PolderClient
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder key statement`
struct KeyStatementVerb: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement",
    abstract: "Say, signed with the own key, which formats the own organization reads; or learn it from another's.",
    discussion: """
      Without --learn the statement is printed: send it to the other organizations by any way. With --learn another's is \
      taken: it has to be signed with the key that is pinned for it, and adds to what is known of it.
      """)

  @Option(help: "The statement of another organization: @FILE, or - for standard input.", completion: .file())
  var learn: String?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    if let learn { return try take(learn, session) }
    guard let file = session.profile.privateKey else {
      throw PolderError(
        "profile-no-key", "The profile has no private key to sign with.",
        nextStep: "Run `polder profile set --key FILE`.")
    }
    let organization = try await session.client.organization.get().id
    let own = EnvelopeSender(organization: organization, key: try PrivateKey(file: file))
    let statement = try KeyStatement(of: own, created: Moment.now())
    guard session.printer.format == .json else { return StandardOutput.write(statement.text) }
    session.printer.object([
      "organization": organization.cell, "fingerprint": .string(statement.fingerprint.description),
      "formats": statement.formats.map(\.rawValue).cell, "statement": .string(statement.text),
    ])
  }

  private func take(_ text: String, _ session: PromptSession) throws {
    let bytes = try PromptContent.bytes(of: text, largest: 1 << 20)
    let statement = try KeyStatement(text: String(decoding: bytes, as: UTF8.self))
    let pin = try session.pins().update { (pins) throws(PolderError) in try pins.learn(statement) }
    session.done(
      "Organization \(pin.organization) reads: \(statement.formats.map(\.rawValue).joined(separator: ", ")).",
      ["organization": pin.organization.cell, "accepts_envelopes": .bool(pin.acceptsEnvelopes)])
  }
}
