import PolderCore
import PolderTransport

/// The calls about the VPN, by the node's own login.
struct VPNServerLink: VPNServer {
  private let caller: OperationCaller
  private let tokens: any TokenSource

  init(channel: any HTTPCaller, tokens: any TokenSource, retries: RetryPolicy) {
    caller = OperationCaller(channel: channel, tokens: tokens, retries: retries)
    self.tokens = tokens
  }

  func vpnConfiguration() async throws -> String { try await caller.call(GetVPNConfiguration.self).text }

  func tellVPNAddress(_ address: String?) async throws {
    var body = UpdateNode.Body()
    body.ip = address
    body.clearIp = address == nil ? true : nil
    let node = try NodeTokens.node(in: try await tokens.token())
    // A node that ends does not wait for a server that is away.
    _ = try await caller.call(UpdateNode.self, path: node, body: body, timeout: .seconds(10))
  }
}
