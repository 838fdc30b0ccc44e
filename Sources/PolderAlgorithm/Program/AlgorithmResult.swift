public import PolderCore

/// What a method gives back: a value, and what its numbers rest on.
public struct AlgorithmResult: Sendable {
  /// The value.
  public let value: JSONValue
  /// What its numbers rest on; nil leaves the result undeclared, which a steward may refuse.
  public let disclosure: DisclosureDeclaration?

  /// A result of any value that can be written as JSON.
  public init(_ value: some Encodable, disclosure: DisclosureDeclaration?) throws {
    self.value = try JSONValueEncoder.value(of: value)
    self.disclosure = disclosure
  }
}
