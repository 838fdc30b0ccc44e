/// How far a large body has come.
public struct TransferProgress: Sendable, Hashable {
  /// How many bytes passed so far.
  public let bytes: Int
  /// How many there are in all, when that is known.
  public let total: Int?

  /// A state of things.
  /// - Parameters:
  ///   - bytes: how many passed
  ///   - total: how many there are
  public init(bytes: Int, total: Int?) {
    self.bytes = bytes
    self.total = total
  }

  /// The part that passed, from 0 to 1; nil when the whole is not known.
  public var fraction: Double? {
    guard let total else { return nil }
    return total > 0 ? min(Double(bytes) / Double(total), 1) : 1
  }
}
