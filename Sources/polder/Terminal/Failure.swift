import ArgumentParser
import Glibc
import PolderAlgorithm
import PolderCore

/// Ends the program: the message for people on standard error, the exit code for programs (`docs/exit-codes.md`).
enum Failure {
  static func end(with error: any Error, of command: any ParsableCommand.Type) -> Never {
    switch error {
    case let error as PolderError:
      say(error.message, error.object, error.nextStep, error.code.rawValue, cause(of: error))
      exit(ExitStatus.of(error.code))
    case let refusal as RequestRefusal:
      say("The server refused: \(refusal.message)", nil, nil, refusal.code.rawValue, refusal.fields.map(fieldText))
      exit(refusal.status == 401 || refusal.status == 403 ? ExitStatus.permission : ExitStatus.failure)
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

  private static func fieldText(_ fields: JSONObject) -> String { JSONValue.object(fields).text }

  private static func say(_ message: String, _ object: String?, _ nextStep: String?, _ code: String, _ cause: String?) {
    StandardError.write("error: \(message)")
    if let object { StandardError.write("  where: \(object)") }
    if let cause { StandardError.write("  cause: \(cause)") }
    if let nextStep { StandardError.write("  next:  \(nextStep)") }
    StandardError.write("  code:  \(code)")
  }
}
