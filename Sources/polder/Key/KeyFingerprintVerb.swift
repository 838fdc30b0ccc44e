import ArgumentParser
import PolderClient
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder key fingerprint`
struct KeyFingerprintVerb: AsyncParsableCommand, Sendable {
  static let configuration = CommandConfiguration(
    commandName: "fingerprint",
    abstract: "Show by what a key is compared.",
    discussion: """
      Of a file with a private or a public key; of the profile's key where none is named; with --organization of the key \
      that the server has of an organization, which is pinned when none is. Read it to the other side over the telephone.
      """)

  @Argument(help: "A file with a key (PEM).", completion: .file())
  var file: String?

  @Option(help: "The key that the server has of this organization.")
  var organization: OrganizationID?

  @OptionGroup var client: ClientOptions

  func validate() throws {
    if file != nil, organization != nil { throw ValidationError("Give a file or --organization, not both.") }
  }

  func run() async throws {
    let command = self
    if let organization { return try await KeyOfOrganization(client: client, organization: organization).run() }
    let place = try PromptPlace()
    let path = try command.file ?? place.keyFile(command.client)
    let key = try Self.key(inFile: path)
    client.printer(place.terminal).object([
      "file": .string(path), "bits": .integer(Int64(key.bits)), "fingerprint": .string(key.fingerprint.description),
    ])
  }

  /// Of a private key its public half; what is neither is told as what it is not.
  private static func key(inFile path: String) throws(PolderError) -> PublicKey {
    let text = String(decoding: try PromptContent.bytes(of: "@" + path, largest: 1 << 20), as: UTF8.self)
    return text.contains("PRIVATE KEY-----") ? try PrivateKey(pem: text).publicKey : try PublicKey(pem: text)
  }
}
