/// What stands in the path of an operation where its route has `<…>`.
public protocol PathParameters: Sendable {
  /// Reads the parts in their order; nil when one does not fit, which is answered as an unknown path.
  init?(parts: [String])
  /// The parts in their order.
  var parts: [String] { get }
}

/// A path without parameters.
public struct NoPath: PathParameters {
  /// No parameters.
  public init() {}
  /// Succeeds when there is no part.
  public init?(parts: [String]) { guard parts.isEmpty else { return nil } }
  /// None.
  public var parts: [String] { [] }
}

extension ID: PathParameters {
  /// Reads decimal digits, nothing else.
  public init?(parts: [String]) {
    guard parts.count == 1, parts[0].utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(parts[0]) else {
      return nil
    }
    self.init(number)
  }
  /// The number.
  public var parts: [String] { [String(rawValue)] }
}
