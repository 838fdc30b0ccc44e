/// Which functions of an image may run, and with what arguments.
public struct MethodRule: Sendable, Hashable {
  /// The images that it is about.
  public var image: ImagePattern
  /// The functions that may run; nil when the rule does not name them.
  public var allowed: [String]?
  /// The functions that may not.
  public var denied: [String]
  /// What arguments have to be.
  public var arguments: [ArgumentRule]

  /// A rule.
  public init(
    image: ImagePattern, allowed: [String]? = nil, denied: [String] = [], arguments: [ArgumentRule] = []
  ) {
    self.image = image
    self.allowed = allowed
    self.denied = denied
    self.arguments = arguments
  }
}
