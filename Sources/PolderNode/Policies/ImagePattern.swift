/// An entry of the configuration that stands for images: a name, or a regular expression.
public struct ImagePattern: Sendable, Hashable {
  /// Whether an entry fits an image.
  enum Match: Sendable, Hashable {
    case fits
    case fitsNot
    /// It does if the entry's own digest is that of the image.
    case ifSameDigest
  }

  /// The entry as written.
  public let text: String

  private static let patternCharacters = Set("*\\?$^[](){}|+")
  private static let longestImage = 512

  /// An entry.
  public init(_ text: String) { self.text = text }

  /// Whether it is a regular expression.
  public var isExpression: Bool { text.contains { Self.patternCharacters.contains($0) } }

  /// Whether it is a name or an expression that can be understood.
  public var isValid: Bool {
    guard isExpression else { return !text.isEmpty }
    do { _ = try Regex(text) } catch { return false }
    return true
  }

  /// Whether it fits an image. A name without tag and digest fits all of its images, an expression is held to the
  /// image's beginning.
  /// - Parameters:
  ///   - image: the image as the task names it
  ///   - digest: its digest, once that is known
  /// - Returns: whether it fits
  func match(_ image: String, digest: String? = nil) -> Match {
    guard !isExpression else { return fitsAsExpression(image) ? .fits : .fitsNot }
    if text == image { return .fits }
    guard let entry = ImageName(text), let name = ImageName(image), entry.owns(image) else { return .fitsNot }
    if !entry.isPinned { return .fits }
    if entry.digest == nil, name.digest == nil, (entry.tag ?? "latest") == (name.tag ?? "latest") { return .fits }
    guard let wanted = entry.digest, let digest = digest ?? name.digest else { return .ifSameDigest }
    return wanted == digest ? .fits : .fitsNot
  }

  private func fitsAsExpression(_ image: String) -> Bool {
    guard image.utf8.count <= Self.longestImage, let expression = try? Regex(text) else {
      // Expressions were checked when the configuration was read.
      return false
    }
    // An expression that fails while it matches does not match.
    return (try? expression.prefixMatch(in: image)) != nil
  }
}
