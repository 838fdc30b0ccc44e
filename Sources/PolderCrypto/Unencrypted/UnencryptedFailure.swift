import PolderCore

/// What can be wrong with a text that is not encrypted.
enum UnencryptedFailure {
  /// The last group is not whole.
  static func cutOff() -> PolderError {
    PolderError(
      "crypto-plain-base64", "The text is not base64, or it was cut off.",
      nextStep: "Fetch it again, and check that the collaboration is not encrypted.")
  }

  /// The text goes on where it should end.
  static func goesOn() -> PolderError {
    PolderError(
      "crypto-plain-base64", "The text goes on behind its end.",
      nextStep: "Fetch it again, and check that nothing puts several texts together.")
  }
}
