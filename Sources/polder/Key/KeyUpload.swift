import ArgumentParser
import PolderClient
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder key upload`
struct KeyUpload: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "upload",
    abstract: "Give the public half of the own organization's key to the server.",
    discussion: "Another key that stands there already is replaced only with --overwrite.")

  @Argument(help: "The file of the private key; the profile's where none is named.", completion: .file())
  var file: String?

  @Flag(help: "Replace another key. What was encrypted for it can not be read then with this one.")
  var overwrite = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    guard let file = file.map(FilePlace.absolute) ?? session.profile.privateKey else {
      throw PolderError(
        "profile-no-key", "No key is named, and the profile has none.",
        nextStep: "Name a file, or run `polder key generate FILE` first.")
    }
    try await session.client.setupEncryption(
      privateKeyFile: file, pins: try session.pins(), rule: try session.profile.rule() ?? .compatible,
      overwrite: overwrite)
    let organization = try await session.client.organization.get()
    let fingerprint = try PublicKey(encoded: organization.publicKey).fingerprint.description
    session.done(
      "The server has the key \(fingerprint) of organization \(organization.id).",
      ["organization": organization.id.cell, "fingerprint": .string(fingerprint)])
    if session.profile.privateKey == nil {
      session.printer.note("Let tasks be encrypted with it: polder profile set --key \(file)")
    }
  }
}
