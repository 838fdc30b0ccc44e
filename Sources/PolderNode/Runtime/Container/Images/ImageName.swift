/// The name of an image, by the rules of Docker: `[registry/]repository[:tag][@digest]`.
struct ImageName: Sendable, Hashable {
  /// The host of its registry; nil for the default one.
  let registry: String?
  /// The path within the registry.
  let path: String
  /// The tag, where one is given.
  let tag: String?
  /// The digest, where one is given.
  let digest: String?

  /// Reads a name; nil for what no engine would take.
  init?(_ text: String) {
    // The number of an image is no name: under it any image of the machine could be asked for, past all rules on names.
    guard !text.isEmpty, text.utf8.count <= 512, !Self.isDigest(text) else { return nil }
    var rest = text[...]
    var digest: String?
    if let mark = rest.firstIndex(of: "@") {
      let text = String(rest[rest.index(after: mark)...])
      guard Self.isDigest(text) else { return nil }
      digest = text
      rest = rest[..<mark]
    }
    var tag: String?
    let lastSlash = rest.lastIndex(of: "/") ?? rest.startIndex
    if let colon = rest[lastSlash...].lastIndex(of: ":") {
      let text = String(rest[rest.index(after: colon)...])
      guard Self.isTag(text) else { return nil }
      tag = text
      rest = rest[..<colon]
    }
    var registry: String?
    if let slash = rest.firstIndex(of: "/"), Self.isHost(rest[..<slash]) {
      registry = String(rest[..<slash])
      rest = rest[rest.index(after: slash)...]
    }
    // The names by which people call the default registry.
    if registry == "docker.io" || registry == "index.docker.io" { registry = nil }
    guard Self.isPath(rest) else { return nil }
    self.registry = registry
    path = String(rest)
    self.tag = tag
    self.digest = digest
  }

  /// Registry and path, without tag and digest.
  var repository: String { registry.map { "\($0)/\(path)" } ?? path }

  /// Whether a tag or a digest is given.
  var isPinned: Bool { tag != nil || digest != nil }

  /// What names one image: with the digest, or else with the tag.
  var reference: String {
    if let digest { return "\(repository)@\(digest)" }
    return "\(repository):\(tag ?? "latest")"
  }

  /// The host whose credentials are meant.
  var host: String { registry ?? "docker.io" }

  /// Whether a repository digest, `name@sha256:…`, is one of this repository.
  func owns(_ repositoryDigest: String) -> Bool {
    guard let other = ImageName(repositoryDigest) else { return false }
    return other.canonical == canonical
  }

  /// One spelling for all names of the same repository: official images have `library/` before their name.
  private var canonical: String { registry == nil && !path.contains("/") ? "library/\(path)" : repository }

  static func isDigest(_ text: String) -> Bool {
    guard text.hasPrefix("sha256:") else { return false }
    let digits = text.dropFirst("sha256:".count)
    return digits.utf8.count == 64 && digits.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
  }

  private static func isTag(_ text: String) -> Bool {
    guard (1...128).contains(text.utf8.count), let first = text.utf8.first else { return false }
    return (isWord(first) || first == 0x5F) && text.utf8.allSatisfy { isWord($0) || "_.-".utf8.contains($0) }
  }

  /// A first part is a host where it has a dot or a port, or is `localhost`.
  private static func isHost(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, isWord(first) || first == UInt8(ascii: "[") else { return false }
    guard text.contains(".") || text.contains(":") || text == "localhost" else { return false }
    // A name stands in paths of the engine's interface: nothing in it may lead elsewhere.
    guard let first = text.utf8.first, isWord(first) || first == UInt8(ascii: "["), !text.contains("..") else {
      return false
    }
    return text.utf8.allSatisfy { isWord($0) || ".:-[]".utf8.contains($0) }
  }

  private static func isPath(_ text: Substring) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return !parts.isEmpty
      && parts.allSatisfy { part in
        guard let first = part.utf8.first, let last = part.utf8.last else { return false }
        return isLower(first) && isLower(last) && part.utf8.allSatisfy { isLower($0) || "._-".utf8.contains($0) }
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLower(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool { isLower(byte) || (0x41...0x5A).contains(byte) }
}
