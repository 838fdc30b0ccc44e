public import PolderCore
public import PolderCrypto
import PolderTransport

/// Gives the public half of the organization's key to the server, as the node.
public struct NodeKeyUpload: Sendable {
  /// What came of it.
  public enum Outcome: Sendable, Hashable {
    /// The server has it now.
    case uploaded(OrganizationID)
    /// The server had it already.
    case wasThere(OrganizationID)
  }

  private let configuration: NodeConfiguration
  private let tools: NodeCheckTools

  /// An upload to the server of a configuration.
  public init(_ configuration: NodeConfiguration, _ tools: NodeCheckTools) {
    self.configuration = configuration
    self.tools = tools
  }

  /// Uploads a key.
  /// - Parameters:
  ///   - key: the public key
  ///   - overwrites: whether another key is replaced
  /// - Returns: what came of it
  /// - Throws: `PolderError` `node-other-key` when there is another that is not to be replaced
  public func upload(_ key: PublicKey, overwrites: Bool) async throws -> Outcome {
    let channel = try tools.channel(configuration)
    do {
      let outcome = try await upload(key, overwrites, channel)
      await (channel as? HTTPChannel)?.shutdown()
      return outcome
    } catch {
      await (channel as? HTTPChannel)?.shutdown()
      throw error
    }
  }

  private func upload(_ key: PublicKey, _ overwrites: Bool, _ channel: any HTTPCaller) async throws -> Outcome {
    let keeper = NodeTokens.keeper(apiKey: configuration.apiKey, channel: channel, now: tools.now)
    let link = ServerLink(channel: channel, tokens: keeper, retries: .never)
    let node = try NodeTokens.node(in: try await keeper.token())
    let organization = try await link.identity(of: node).identity.organization
    let present = try await link.publicKey(of: organization)
    // A key of the server that can not be read is another one.
    let theirs = present.isEmpty ? nil : try? PublicKey(encoded: present)
    if theirs == key { return .wasThere(organization) }
    guard present.isEmpty || overwrites else {
      let shown = theirs.map { ", \($0.fingerprint)" } ?? ""
      throw PolderError(
        .nodeOtherKey, "The server has another key of the organization\(shown).",
        object: "organization \(organization)",
        nextStep: "Use the key that the organization has. To replace it: --overwrite; then other organizations refuse "
          + "the new one until they confirm it, and what was encrypted for the old one can not be read with it.")
    }
    try await link.publish(key.encoded, of: organization)
    return .uploaded(organization)
  }
}
