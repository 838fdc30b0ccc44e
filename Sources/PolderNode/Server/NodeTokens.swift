import Logging
import PolderCore
import PolderTransport

/// Makes the keeper of a node's tokens.
enum NodeTokens {
  /// Tokens are renewed so long before their end.
  static let margin = Duration.seconds(600)

  static func keeper(
    apiKey: String, channel: any HTTPCaller, now: @escaping @Sendable () -> Timestamp
  ) -> TokenKeeper {
    let caller = OperationCaller(channel: channel, retries: .never)
    let issuer = TokenKeeper.Issuer(
      logIn: {
        do {
          return TokenPair(try await caller.call(LogInNode.self, body: .init(apiKey: apiKey)))
        } catch let refusal as RequestRefusal where [400, 401, 403].contains(refusal.status) {
          // Told apart from other refusals, which are about a request and not about the node.
          throw PolderError(
            .nodeKeyRefused, "The server does not accept this node's key: \(refusal.message)", object: "api_key",
            nextStep: "Copy the key that the server showed when the node was made, or have it reset.")
        }
      }, refresh: { try await caller.refresh($0) })
    return TokenKeeper(nil, issuer: issuer, margin: margin, now: now)
  }

  /// The node's id, as its token says.
  static func node(in token: String) throws -> NodeID {
    guard let node = JWTClaims(token: token)?.subject else {
      throw PolderError(
        .nodeTokenUnusable, "The server's token does not say which node this is.", object: "server_url",
        nextStep: "Check that the address leads to a Polder or vantage6 server.")
    }
    return node
  }
}
