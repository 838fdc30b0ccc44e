import HTTPTypes

extension HTTPField.Name {
  /// `X-Request-ID`: the number under which a request stands in the log.
  static let requestID = name("X-Request-ID")
  /// `X-Frame-Options`, for browsers that do not know `frame-ancestors`.
  static let xFrameOptions = name("X-Frame-Options")
  /// `Referrer-Policy`.
  static let referrerPolicy = name("Referrer-Policy")
  /// `X-Forwarded-For`: the addresses that a request came by.
  static let forwardedFor = name("X-Forwarded-For")

  private static func name(_ text: String) -> HTTPField.Name {
    // Every name here is one; a mistyped one would show in the tests as another header.
    HTTPField.Name(text) ?? .date
  }
}
