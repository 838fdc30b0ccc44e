import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt
import PolderTransport

/// `polder organization create`
struct OrganizationCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make an organization.")

  @Option(help: "Its name.") var name: String
  @Option(help: "The first line of its address.") var address1: String?
  @Option(help: "The second line of its address.") var address2: String?
  @Option(help: "Its postal code.") var zipcode: String?
  @Option(help: "Its country.") var country: String?
  @Option(help: "Its internet domain.") var domain: String?
  @Option(help: "The file of its public key (PEM).", completion: .file()) var publicKey: String?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    var body = CreateOrganization.Body()
    body.name = name
    body.address1 = address1
    body.address2 = address2
    body.zipcode = zipcode
    body.country = country
    body.domain = domain
    body.publicKey = try PublicKeyFile.encoded(publicKey)
    try session.print(
      try await session.client.operations.call(CreateOrganization.self, body: body),
      columns: OrganizationColumns.whole)
  }
}
