extension Wire {
  /// An algorithm store that the users of a server may take algorithms from.
  public struct AlgorithmStore: Sendable, Codable, Hashable {
    /// Where its collaboration is; nil when all may use it.
    public let collaborations: String?
    /// The id.
    public let id: AlgorithmStoreID
    /// The name.
    public let name: String?
    /// The address, with the API's prefix.
    public let url: String?

    /// An algorithm store.
    public init(collaborations: String?, id: AlgorithmStoreID, name: String?, url: String?) {
      self.collaborations = collaborations
      self.id = id
      self.name = name
      self.url = url
    }
  }
}
