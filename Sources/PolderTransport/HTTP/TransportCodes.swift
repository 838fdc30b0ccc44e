public import PolderCore

extension PolderError.Code {
  /// The address can not be used; nothing was sent.
  public static let transportBadAddress: Self = "transport-bad-address"
  /// No connection came about; nothing was sent.
  public static let transportUnreachable: Self = "transport-unreachable"
  /// The connection broke; the other side may have received the request.
  public static let transportInterrupted: Self = "transport-interrupted"
  /// No complete answer came in time; the other side may have received the request.
  public static let transportTimeout: Self = "transport-timeout"
  /// The answer is larger than allowed; the other side has received the request.
  public static let transportReplyTooLarge: Self = "transport-reply-too-large"
  /// The answer is not one that a server gives, as when a proxy answers in its place.
  public static let transportUnusableAnswer: Self = "transport-unusable-answer"
  /// There is no token, and nobody who could get one.
  public static let sessionMissing: Self = "session-missing"
}

extension PolderError {
  /// Whether the other side can not have seen the request, so that repeating it is harmless whatever it does.
  public var isSurelyNotSent: Bool { code == .transportUnreachable || code == .transportBadAddress }
}
