extension Configuration {
  /// The list of texts at a key with the line of each; a single text is a list of one, and no such key a list of none.
  public func textEntries(_ key: String) throws -> [(text: String, line: Int?)] {
    // Wrong kinds are told here.
    let texts = try strings(key)
    guard let node = try self[key] else { return [] }
    let lines: [Int?] =
      if case .list(let elements) = node.content { elements.map(\.line) } else { [node.line] }
    return zip(texts, lines).map { ($0, $1) }
  }

  /// Where a key stands, from the top of the file: `policies.hold[0].image`.
  public func fullPath(_ key: String) -> String { path(key) }

  /// The line in which this section begins.
  public var line: Int? { node.line }
}
