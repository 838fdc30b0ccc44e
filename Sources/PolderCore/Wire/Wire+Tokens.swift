extension Wire {
  /// What a user gets at login; two-factor authentication may come in between.
  public struct UserTokens: Sendable, Codable {
    /// The token for requests.
    public let accessToken: String
    /// The token for new tokens.
    public let refreshToken: String
    /// Where new tokens are given.
    public let refreshURL: String
    /// Where the user is.
    public let userURL: String

    /// Tokens of a user.
    public init(accessToken: String, refreshToken: String, refreshURL: String, userURL: String) {
      self.accessToken = accessToken
      self.refreshToken = refreshToken
      self.refreshURL = refreshURL
      self.userURL = userURL
    }

    enum CodingKeys: String, CodingKey {
      case accessToken = "access_token"
      case refreshToken = "refresh_token"
      case refreshURL = "refresh_url"
      case userURL = "user_url"
    }
  }

  /// What a node gets at login.
  public struct NodeTokens: Sendable, Codable {
    /// The token for requests.
    public let accessToken: String
    /// The token for new tokens.
    public let refreshToken: String
    /// Where new tokens are given.
    public let refreshURL: String
    /// Where the node is.
    public let nodeURL: String

    /// Tokens of a node.
    public init(accessToken: String, refreshToken: String, refreshURL: String, nodeURL: String) {
      self.accessToken = accessToken
      self.refreshToken = refreshToken
      self.refreshURL = refreshURL
      self.nodeURL = nodeURL
    }

    enum CodingKeys: String, CodingKey {
      case accessToken = "access_token"
      case refreshToken = "refresh_token"
      case refreshURL = "refresh_url"
      case nodeURL = "node_url"
    }
  }

  /// New tokens for whoever held the old ones.
  public enum RefreshedTokens: Sendable, Codable {
    /// Of a user.
    case user(UserTokens)
    /// Of a node.
    case node(NodeTokens)

    private enum Key: String, CodingKey { case nodeURL = "node_url" }

    /// Reads whichever of the two it is.
    public init(from decoder: any Decoder) throws {
      let isNode = try decoder.container(keyedBy: Key.self).contains(.nodeURL)
      self = isNode ? .node(try NodeTokens(from: decoder)) : .user(try UserTokens(from: decoder))
    }

    /// Writes whichever of the two it is.
    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .user(let tokens): try tokens.encode(to: encoder)
      case .node(let tokens): try tokens.encode(to: encoder)
      }
    }

    /// The token for requests.
    public var accessToken: String {
      switch self {
      case .user(let tokens): tokens.accessToken
      case .node(let tokens): tokens.accessToken
      }
    }

    /// The token for new tokens.
    public var refreshToken: String {
      switch self {
      case .user(let tokens): tokens.refreshToken
      case .node(let tokens): tokens.refreshToken
      }
    }
  }

  /// The token of an algorithm.
  public struct ContainerToken: Sendable, Codable {
    /// The token.
    public let containerToken: String

    /// A token.
    public init(containerToken: String) { self.containerToken = containerToken }

    enum CodingKeys: String, CodingKey { case containerToken = "container_token" }
  }
}
