/// Sends a large input or result.
public enum GetBlob: Operation {
  /// The id in the path.
  public typealias Path = BlobPath
  /// The bytes.
  public typealias Reply = Wire.RawBytes
  /// `GET /blobstream/<id>`
  public static let route = Route(.get, "blobstream/<id>")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([.whenKind(.node, .ownCollaboration), .organizationInCollaboration(.run, .view)]))
  /// What it does.
  public static let summary = "Sends a large input or result"
}
