/// An image as it stood when it was looked up: what was checked is what runs, even if its tag is moved meanwhile.
public struct ResolvedImage: Sendable, Hashable, Codable {
  /// The name that the task gives.
  public let name: String
  /// The digest by which its registry knows it, `sha256:…`; nil for an image that no registry gave, and for programs.
  public let digest: String?
  /// What the runtime starts.
  public let reference: String

  /// An image.
  /// - Parameters:
  ///   - name: the name that the task gives
  ///   - digest: the digest by which its registry knows it
  ///   - reference: what the runtime starts
  public init(name: String, digest: String?, reference: String) {
    self.name = name
    self.digest = digest
    self.reference = reference
  }
}
