extension Wire {
  /// The server that a user of an algorithm store comes from.
  public struct StoreServerReference: Sendable, Codable, Hashable {
    /// The id.
    public let id: StoreServerID
    /// The address, with the prefix of its API.
    public let url: String?

    /// The server that a user of an algorithm store comes from.
    public init(id: StoreServerID, url: String?) {
      self.id = id
      self.url = url
    }
  }
}
