import ArgumentParser
import Glibc
import PolderAlgorithm
import PolderCore
import PolderPrompt

/// Ends the program: the message for people on standard error, the exit code for programs (`docs/exit-codes.md`).
enum Failure {
  static func end(with error: any Error, of command: any ParsableCommand.Type) -> Never {
    switch error {
    case let error as PolderError:
      let next = PromptAdvice.next(for: error)
      say(error.message, error.object, next, error.code.rawValue, cause(of: error))
      exit(ExitStatus.of(error.code))
    case let refusal as RequestRefusal:
      say(
        "The server refused: \(refusal.message)", nil, PromptAdvice.next(for: refusal), refusal.code.rawValue,
        refusal.fields.map(fieldText))
      exit(ExitStatus.of(refusal))
    case is CancellationError:
      exit(ExitStatus.interrupted)
    default:
      command.exit(withError: error)
    }
  }

  /// Only when it says something else than the message.
  private static func cause(of error: PolderError) -> String? {
    guard let cause = error.cause else { return nil }
    let text = "\(cause)"
    return text.hasPrefix(error.message) ? nil : text
  }

  /// `email: Not a valid email address.`, one behind the other.
  private static func fieldText(_ fields: JSONObject) -> String {
    fields.map { "\($0.key): \(TerminalText.cell($0.value))" }.joined(separator: "; ")
  }

  private static func say(_ message: String, _ object: String?, _ nextStep: String?, _ code: String, _ cause: String?) {
    // What a server says could obey a terminal's codes, or turn the text.
    func tell(_ line: String) { StandardError.write(TerminalText.line(line)) }
    tell("error: \(message)")
    if let object { tell("  where: \(object)") }
    if let cause { tell("  cause: \(cause)") }
    if let nextStep { tell("  next:  \(nextStep)") }
    tell("  code:  \(code)")
  }
}
