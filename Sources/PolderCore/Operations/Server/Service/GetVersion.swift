/// Tells the version of the contract.
public enum GetVersion: Operation {
  /// The version.
  public struct Reply: Sendable, Codable {
    /// The version of the contract, so that nodes and clients of the incumbent find the images they expect.
    public let version: String
    /// The version of Polder.
    public let polder: String?

    /// A version.
    public init(version: String, polder: String? = nil) {
      self.version = version
      self.polder = polder
    }
  }
  /// `GET /version`
  public static let route = Route(.get, "version")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Tell the version"
}
