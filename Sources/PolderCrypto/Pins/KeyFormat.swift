/// The name of a format that an organization says it reads.
public struct KeyFormat: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The name: 1 to 32 lower-case letters, digits and dashes.
  public let rawValue: String

  /// A format of that name, known here or not; nil when it can be the name of none.
  public init?(rawValue: String) {
    let isPlain = rawValue.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard isPlain, (1...32).contains(rawValue.utf8.count) else { return nil }
    self.rawValue = rawValue
  }

  private init(known: String) { rawValue = known }

  /// The incumbent's format.
  public static let hybrid = KeyFormat(known: "hybrid")
  /// Version 1 of the envelope.
  public static let envelope = KeyFormat(known: "envelope-1")

  /// The name.
  public var description: String { rawValue }
}
