extension Wire {
  /// What an authenticator app needs to know, once: shown until the first right code was given.
  public struct SecondFactorEnrolment: Hashable, Sendable, Codable {
    /// The address that a QR code shows to the app.
    public let qrURI: String
    /// The secret in it, to be typed where there is no camera.
    public let otpSecret: String
    /// What to do with it.
    public let msg: String

    /// An enrolment with the contract's text.
    public init(qrURI: String, otpSecret: String) {
      self.qrURI = qrURI
      self.otpSecret = otpSecret
      msg =
        "Two-factor authentication is obligatory on this server. "
        + "Please visualize the QR code to set up authentication."
    }

    enum CodingKeys: String, CodingKey {
      case qrURI = "qr_uri"
      case otpSecret = "otp_secret"
      case msg
    }
  }

  /// What a login gives: tokens, or what the second factor still needs.
  public enum LogInReply: Sendable, Codable {
    /// The user is logged in.
    case tokens(UserTokens)
    /// The user has to set up a second factor.
    case enrolment(SecondFactorEnrolment)
    /// The user has to give a code.
    case codeNeeded(Message)

    /// The contract's answer to a login without the code that is needed.
    public static let askForCode = Self.codeNeeded(Message("Please include your two-factor authentication code"))

    private enum Key: String, CodingKey {
      case accessToken = "access_token"
      case qrURI = "qr_uri"
    }

    /// Reads whichever it is.
    public init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: Key.self)
      if keys.contains(.accessToken) {
        self = .tokens(try UserTokens(from: decoder))
      } else if keys.contains(.qrURI) {
        self = .enrolment(try SecondFactorEnrolment(from: decoder))
      } else {
        self = .codeNeeded(try Message(from: decoder))
      }
    }

    /// Writes whichever it is.
    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .tokens(let tokens): try tokens.encode(to: encoder)
      case .enrolment(let enrolment): try enrolment.encode(to: encoder)
      case .codeNeeded(let message): try message.encode(to: encoder)
      }
    }
  }
}

extension Wire.LogInReply: SchemaDescribed {
  /// Tokens, an enrolment, or a text.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    [
      "anyOf": [
        .object(try book.schema(of: Wire.UserTokens.self)),
        .object(try book.schema(of: Wire.SecondFactorEnrolment.self)), .object(try book.schema(of: Wire.Message.self)),
      ]
    ]
  }
}
