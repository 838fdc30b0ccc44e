import PolderCore

/// What an authenticator app needs to know, once, to give codes for a user.
public struct TwoFactorEnrolment: Sendable {
  /// What the server says about it.
  public let message: String
  /// The address that a QR code shows to the app; it holds the secret.
  public let qrURI: Secret
  /// The secret, to be typed where there is no camera.
  public let otpSecret: Secret

  init(_ enrolment: Wire.SecondFactorEnrolment) {
    message = enrolment.msg
    qrURI = Secret(enrolment.qrURI)
    otpSecret = Secret(enrolment.otpSecret)
  }
}
