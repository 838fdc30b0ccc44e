import PolderCore

extension EnvelopeContext {
  /// Holds what the sender bound against what is found at the server.
  ///
  /// What is expected has to be bound: a part that the sender left open protects nothing.
  func check(against expected: EnvelopeContext) throws(PolderError) {
    if let found = expected.image, !Self.image(image, isResolvedAs: found) {
      throw Self.mismatch("image", bound: image, found: found)
    }
    if let found = expected.collaboration, collaboration != found {
      throw Self.mismatch("collaboration", bound: collaboration?.description, found: found.description)
    }
    if let found = expected.databases, !Self.databases(databases, are: found) {
      throw Self.mismatch("databases", bound: databases.map(Self.labels), found: Self.labels(found))
    }
  }

  /// Whether an image is the one that was bound, or the bound one with the digest that a store gave the server.
  ///
  /// Who binds the digest himself leaves the server no choice.
  private static func image(_ bound: String?, isResolvedAs found: String) -> Bool {
    guard let bound else { return false }
    if bound.utf8.elementsEqual(found.utf8) { return true }
    guard !bound.contains("@"), let at = found.firstIndex(of: "@"), isDigest(found[at...].dropFirst()) else {
      return false
    }
    let name = found[..<at]
    return name.utf8.elementsEqual(bound.utf8) || name.utf8.elementsEqual(withoutTag(bound).utf8)
  }

  /// Whether a text is the digest of an image: an algorithm, a colon, and as many digits as a hash has.
  private static func isDigest(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...16).contains(parts[0].count), (64...128).contains(parts[1].count) else { return false }
    return parts[0].allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
      && parts[1].allSatisfy { (0x61...0x66).contains($0) || (0x30...0x39).contains($0) }
  }

  /// Whether databases are the bound ones, byte by byte: two spellings of one letter are two labels.
  private static func databases(_ bound: [String]?, are found: [String]) -> Bool {
    bound?.elementsEqual(found) { $0.utf8.elementsEqual($1.utf8) } ?? false
  }

  /// The repository of an image: a colon after the last slash begins a tag, one before it a port.
  private static func withoutTag(_ image: String) -> Substring {
    guard let colon = image.lastIndex(of: ":"), !image[colon...].contains("/") else { return image[...] }
    return image[..<colon]
  }

  private static func labels(_ databases: [String]) -> String {
    databases.map { String($0.prefix { $0 != "\n" }.prefix(64)) }.prefix(8).joined(separator: ", ")
  }

  private static func mismatch(_ part: String, bound: String?, found: String) -> PolderError {
    let bound = bound.map { "made for \($0.prefix(256))" } ?? "not bound to any"
    return PolderError(
      .envelopeContext, "The envelope does not belong to the \(part) it came with: it is \(bound).",
      object: "\(part) \(found.prefix(256))",
      nextStep: "Do not use it. Send the task again; if it happens again, the server pairs inputs with what they were "
        + "not made for.")
  }
}
