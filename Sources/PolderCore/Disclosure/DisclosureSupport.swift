/// How many records stand behind a number.
public enum DisclosureSupport: Hashable, Sendable {
  /// That many.
  case exactly(Int)
  /// As many as a count in the same result says; each `*` takes the key that the same `*` of the number's place has.
  case count(at: DisclosurePath)
}

extension DisclosureSupport: ExpressibleByIntegerLiteral {
  /// That many.
  public init(integerLiteral value: Int) { self = .exactly(value) }
}
