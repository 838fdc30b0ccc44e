extension Wire {
  /// Whether large inputs and results are kept beside the database.
  public struct BlobStatus: Sendable, Codable, Hashable {
    /// Whether they are.
    public let isEnabled: Bool

    /// An answer.
    public init(isEnabled: Bool) { self.isEnabled = isEnabled }

    enum CodingKeys: String, CodingKey { case isEnabled = "blob_store_enabled" }
  }

  /// The id under which bytes were taken in.
  public struct NewBlob: Sendable, Codable, Hashable {
    /// The UUID.
    public let uuid: String

    /// An id.
    public init(uuid: String) { self.uuid = uuid }
  }
}
