import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder node list`
struct NodeList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List nodes, as the server knows them.")

  @Option(help: "With this name; % stands for any text.") var name: String?
  @Option(help: "Of this organization.") var organization: OrganizationID?
  @Option(help: "Of this collaboration.") var collaboration: CollaborationID?
  @Flag(help: "Whatever the profile's collaboration.") var everywhere = false
  @Option(help: "Of this study.") var study: StudyID?
  @Flag(inversion: .prefixedNo, help: "Only those that are online, or only the others.") var online: Bool?
  @Option(help: "With this address in the VPN.") var ip: String?
  @Option(help: .time("Seen at this time or later")) var lastSeenFrom: Timestamp?
  @Option(help: .time("Seen at this time or before")) var lastSeenTill: Timestamp?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.node.list(
      name: name, organization: organization,
      collaboration: everywhere ? collaboration : session.collaboration(collaboration), study: study,
      isOnline: online, ip: ip, lastSeenFrom: lastSeenFrom, lastSeenTill: lastSeenTill, page: list.page,
      perPage: list.size)
    try await session.print(page, all: list.all, columns: NodeColumns.list)
  }
}
