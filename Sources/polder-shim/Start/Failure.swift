import Glibc

/// Why a verb ends early.
struct Failure: Error {
  let code: ExitCode
  let text: String

  init(_ code: ExitCode, _ text: String) {
    self.code = code
    self.text = text
  }

  /// The system refused something; reads `errno`.
  static func system(_ what: String, number: Int32 = errno) -> Failure {
    Failure(.system, "\(what): \(Console.text(ofError: number))")
  }
}
