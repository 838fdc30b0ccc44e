import PolderCore

extension PolderError {
  /// The error of bytes that break the rules of form.
  static func malformedEnvelope(_ problem: String) -> PolderError {
    PolderError(
      .envelopeMalformed, "The bytes are no sound envelope: \(problem).",
      nextStep: "Fetch it again. If it stays so, it was damaged or made by a faulty program: ask its sender.")
  }

  /// The error of an envelope that ends too early.
  static let truncatedEnvelope = PolderError(
    .envelopeTruncated, "The envelope ends too early: its end or its signature is missing.",
    nextStep: "Fetch it again, and do not use what came of it.")

  /// The error of a stream that goes on after its end.
  static let finishedEnvelope = PolderError(
    .envelopeFinished, "The stream of the envelope has ended or failed before.",
    nextStep: "Begin a new one for each envelope.")
}
