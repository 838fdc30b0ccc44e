public import PolderCore

/// A YAML configuration file, or a section of one, read by key paths such as `logging.level`.
///
/// A missing key, and a key without a value, read as nil. A value of another kind than asked for is a `PolderError` that
/// names the file, the line, the key and what is expected; values themselves are never repeated in messages.
public struct Configuration: Sendable {
  /// The file, for messages.
  public let source: String
  /// Where in the file this section is, for messages; empty for the whole file.
  public let prefix: String
  /// The SHA-256 of the whole text, by which an audit log tells whether a file was changed; nil for a section.
  public internal(set) var digest: String?
  let node: ConfigurationNode

  init(source: String, prefix: String, node: ConfigurationNode) {
    self.source = source
    self.prefix = prefix
    self.node = node
  }

  /// The keys of this section, in the order of the file.
  public var keys: [String] {
    guard case .map(let entries) = node.content else { return [] }
    return entries.map(\.key)
  }

  /// Whether there is a value under a key.
  public func has(_ key: String) -> Bool { found(key) != nil }

  /// The line a key's value stands in, from 1.
  public func line(_ key: String) -> Int? { found(key)?.line }

  /// An error about the value of a key, for checks that a caller makes itself; the message ends in "must be …".
  public func invalid(_ key: String, _ expectation: String) -> PolderError {
    PolderError(
      .configurationInvalid, "The value of `\(path(key))` must be \(expectation).", object: place(line(key)),
      nextStep: "Correct the file and start again.")
  }

  /// An error about a key that is not there.
  public func missing(_ key: String, _ meaning: String) -> PolderError {
    PolderError(
      .configurationMissing, "The key `\(path(key))` (\(meaning)) is missing.", object: source,
      nextStep: "Add it to the file and start again.")
  }

  /// The value at a key path, or nil when there is none.
  subscript(key: String) -> ConfigurationNode? {
    get throws {
      var current = node
      var walked: [Substring] = []
      for name in key.split(separator: ".") {
        guard case .map = current.content else {
          throw PolderError(
            .configurationInvalid,
            "`\(path(walked.joined(separator: ".")))` must be a section with keys, and is \(current.kind).",
            object: place(current.line), nextStep: "Correct the file and start again.")
        }
        guard let next = current[String(name)], !next.isNull else { return nil }
        current = next
        walked.append(name)
      }
      return current
    }
  }

  private func found(_ key: String) -> ConfigurationNode? {
    // A path through something that is no section leads nowhere, which is all that is asked here.
    try? self[key]
  }

  func path(_ key: String) -> String {
    if prefix.isEmpty { return key }
    return key.isEmpty ? prefix : prefix + "." + key
  }

  func place(_ line: Int?) -> String { line.map { "\(source), line \($0)" } ?? source }
}
