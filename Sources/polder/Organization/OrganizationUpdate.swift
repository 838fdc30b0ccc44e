import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder organization update`
struct OrganizationUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change an organization; what is not named stays.",
    discussion: """
      The own public key is better changed by `polder key upload`, which looks at the one that stands there first.
      """)

  @Argument(help: "The organization's id; the own one where there is none.") var id: OrganizationID?
  @Option(help: "Its name.") var name: String?
  @Option(help: "The first line of its address.") var address1: String?
  @Option(help: "The second line of its address.") var address2: String?
  @Option(help: "Its postal code.") var zipcode: String?
  @Option(help: "Its country.") var country: String?
  @Option(help: "Its internet domain.") var domain: String?
  @Option(help: "The file of its public key (PEM).", completion: .file()) var publicKey: String?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let organization = try await session.client.organization.update(
      id, name: name, address1: address1, address2: address2, zipcode: zipcode, country: country, domain: domain,
      publicKey: try PublicKeyFile.encoded(publicKey))
    try session.print(organization, columns: OrganizationColumns.whole)
  }
}
