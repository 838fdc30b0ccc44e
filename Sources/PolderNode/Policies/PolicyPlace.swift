/// Where a rule stands in the configuration.
public struct PolicyPlace: Sendable, Hashable, CustomStringConvertible {
  /// The path of its key, with the number of the entry in each list, counted from 0: `policies.methods[0].deny[1]`.
  public let key: String
  /// The line of the file; nil for what no file says.
  public let line: Int?

  /// A place.
  public init(_ key: String, line: Int? = nil) {
    self.key = key
    self.line = line
  }

  /// The key, for whoever may not see the file.
  public var description: String { key }

  /// The key and its line, for the steward.
  public var withLine: String { line.map { "\(key), line \($0)" } ?? key }
}
