import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder node update`
struct NodeUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change a node, as the server knows it.")

  @Argument(help: "The node's id.") var id: NodeID
  @Option(help: "Its name.") var name: String?
  @Flag(help: "Forget its address in the VPN.") var clearIp = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let node = try await session.client.node.update(id, name: name, clearIP: clearIp ? true : nil)
    try session.print(node, columns: NodeColumns.whole)
  }
}
