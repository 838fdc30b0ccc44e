/// What stands in the path of a blob: its id, or any other word, under which there is none.
public struct BlobPath: Hashable, Sendable, PathParameters {
  /// The word.
  public let text: String

  /// Reads the one part; a word that is longer than any id is none.
  public init?(parts: [String]) {
    guard parts.count == 1, (1...256).contains(parts[0].utf8.count) else { return nil }
    text = parts[0]
  }

  /// The path of an id.
  public init(_ id: BlobID) { text = id.description }

  /// The word.
  public var parts: [String] { [text] }
  /// The id, when it is one.
  public var id: BlobID? { BlobID(text) }
}
