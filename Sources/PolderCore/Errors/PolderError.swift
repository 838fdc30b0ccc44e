/// What went wrong, said once for programs (`code`) and once for people (`message`, `object`, `nextStep`).
public struct PolderError: Error, Sendable {
  /// The stable name of the kind of failure.
  public let code: Code
  /// What happened, in one sentence, without secrets, inputs or results.
  public let message: String
  /// What it happened to, for instance `task 7` or the path of a file.
  public let object: String?
  /// What a person can do about it.
  public let nextStep: String?
  /// The failure underneath, when there is one.
  public let cause: (any Error)?

  /// Makes an error.
  /// - Parameters:
  ///   - code: the stable name of the kind of failure
  ///   - message: what happened, in one sentence
  ///   - object: what it happened to
  ///   - nextStep: what a person can do about it
  ///   - cause: the failure underneath
  public init(
    _ code: Code, _ message: String, object: String? = nil, nextStep: String? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.object = object
    self.nextStep = nextStep
    self.cause = cause
  }
}

extension PolderError: CustomStringConvertible {
  /// Code, message, object, next step and cause on one line.
  public var description: String {
    var text = "\(message) [\(code)]"
    if let object { text += " (\(object))" }
    if let nextStep { text += " \(nextStep)" }
    if let cause { text += " Cause: \(cause)" }
    return text
  }
}
