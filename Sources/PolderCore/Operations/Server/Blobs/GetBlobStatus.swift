/// Tells whether large inputs and results are kept beside the database.
public enum GetBlobStatus: Operation {
  /// Whether.
  public typealias Reply = Wire.BlobStatus
  /// `GET /blobstream/status`
  public static let route = Route(.get, "blobstream/status")
  /// Who may.
  public static let access = Access([.user, .node, .container], .nothing)
  /// What it does.
  public static let summary = "Tells whether large inputs and results are kept beside the database"
}
