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
  /// The answer leads to another address, which is not followed: the token stays here.
  public static let transportRedirected: Self = "transport-redirected"
  /// The other side's certificate is not one that is trusted here; nothing was sent.
  public static let transportUntrusted: Self = "transport-untrusted"
  /// The proxy wants another user or password; nothing was sent.
  public static let transportProxyRefused: Self = "transport-proxy-refused"
  /// A proxy or certificate setting can not be used; nothing was sent.
  public static let transportBadSettings: Self = "transport-bad-settings"
  /// A body has not the length that was announced; the request was aborted.
  public static let transportWrongLength: Self = "transport-wrong-length"
  /// The server speaks another version.
  public static let transportOtherVersion: Self = "transport-other-version"
  /// The channel can not carry bodies piece by piece; nothing was sent.
  public static let transportNoStreams: Self = "transport-no-streams"
  /// There is no token, and nobody who could get one.
  public static let sessionMissing: Self = "session-missing"
}

extension PolderError {
  /// Whether the other side can not have seen the request, so that repeating it is harmless whatever it does.
  public var isSurelyNotSent: Bool {
    [
      .transportUnreachable, .transportBadAddress, .transportUntrusted, .transportProxyRefused, .transportBadSettings,
      .transportNoStreams,
    ].contains(code)
  }
}
