extension Wire {
  /// A server whose users an algorithm store knows.
  public struct StoreServer: Sendable, Codable, Hashable {
    /// Where its users are.
    public let users: String
    /// The id.
    public let id: StoreServerID
    /// The address, with the prefix of its API.
    public let url: String

    /// A server whose users an algorithm store knows.
    public init(users: String, id: StoreServerID, url: String) {
      self.users = users
      self.id = id
      self.url = url
    }
  }
}
