extension NodeService {
  /// What keeps the node in the VPN that its configuration asks for.
  func vpn(_ agent: NodeAgent) -> NodeVPN? {
    guard let settings = configuration.helpers.vpn, let runtime = parts.runtime as? any VPNLinking else { return nil }
    return NodeVPN(
      settings, dataFolder: configuration.dataFolder, runtime: runtime, server: server(agent), logger: logger)
  }

  /// A node that was ended by force may have been in a VPN that is not asked for any more.
  func leaveFormerVPN(_ agent: NodeAgent) async {
    guard configuration.helpers.vpn == nil, let runtime = parts.runtime as? any VPNLinking else { return }
    await NodeVPN.clear(runtime, server(agent), logger: logger)
  }

  private func server(_ agent: NodeAgent) -> VPNServerLink {
    VPNServerLink(channel: parts.channel, tokens: agent.tokens, retries: parts.retries)
  }
}
