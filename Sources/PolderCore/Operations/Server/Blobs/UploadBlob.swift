/// Takes in a large input or result.
public enum UploadBlob: Operation {
  /// The bytes.
  public typealias Body = RawBody
  /// The id to name it by.
  public typealias Reply = Wire.NewBlob
  /// `POST /blobstream`
  public static let route = Route(.post, "blobstream")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .whenKind(
      .user,
      .refusing(
        "You do not have permission to upload blobs. This requires permission to create tasks which you don't have.",
        .atLeast(.collaboration, .task, .create))))
  /// What it does.
  public static let summary = "Takes in a large input or result"
  /// Made.
  public static let status = 201
}
