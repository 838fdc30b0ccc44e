extension Wire {
  /// Those rules of an algorithm store that everybody may know.
  public struct PublicStorePolicies: Sendable, Codable, Hashable {
    /// Who may see approved algorithms: `public`, `whitelisted` or `private`.
    public let algorithmView: String
    /// The servers whose users may take part.
    public let allowedServers: PolicyList?

    /// Those rules of an algorithm store that everybody may know.
    public init(algorithmView: String, allowedServers: PolicyList?) {
      self.algorithmView = algorithmView
      self.allowedServers = allowedServers
    }

    enum CodingKeys: String, CodingKey {
      case algorithmView = "algorithm_view"
      case allowedServers = "allowed_servers"
    }
  }
}
