import Glibc

/// Why a verb ends early.
struct Failure: Error {
  let code: ExitCode
  let text: String

  init(_ code: ExitCode, _ text: String) {
    self.code = code
    self.text = text
  }

  /// The value of an option can not be used.
  static func option(_ word: String, _ value: String) -> Failure {
    Failure(.usage, "\(word): '\(value)' does not fit\n\(Program.usage)")
  }

  /// The system refused something; reads `errno`.
  static func system(_ what: String, number: Int32 = errno) -> Failure {
    Failure(.system, "\(what): \(Console.text(ofError: number))")
  }

  /// The same with the step that it happened at, which has to outlive the call.
  static func system(_ what: String, at step: UnsafePointer<CChar>?) -> Failure {
    let number = errno
    return system(step.map { "\(what), \(String(cString: $0))" } ?? what, number: number)
  }
}
