import PolderCore

/// Tells replies, refusals, and answers that come from somewhere else apart.
struct AnswerReader {
  let limits: JSONParser.Limits

  func reply<Reply: Decodable>(_ type: Reply.Type, of answer: HTTPAnswer, to operation: String) throws -> Reply {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: answer.body, limits: limits)
    } catch {
      throw unusable(answer, operation, "is not JSON", error)
    }
    guard answer.isSuccess else { throw refusal(value, answer, operation) }
    do {
      return try JSONValueDecoder.decode(type, from: value)
    } catch {
      throw unusable(answer, operation, "does not have the expected keys", error)
    }
  }

  private func refusal(_ value: JSONValue, _ answer: HTTPAnswer, _ operation: String) -> any Error {
    let text = value["msg"]?.string ?? value["message"]?.string
    guard let text else { return unusable(answer, operation, "gives no reason", nil) }
    let code = answer.header("polder-error").map { PolderError.Code(rawValue: String($0.prefix(64))) }
    return RequestRefusal(answer.status, text, fields: value["errors"]?.object, code: code)
  }

  private func unusable(_ answer: HTTPAnswer, _ operation: String, _ what: String, _ cause: (any Error)?) -> PolderError
  {
    PolderError(
      "transport-unusable-answer", "The answer to \(operation) (status \(answer.status)) \(what).",
      nextStep: "Check that the address leads to a server, and that no proxy answers in its place.", cause: cause)
  }

  /// A lacking permission is answered with 401 too; a fresh token would not help there.
  static func isAboutToken(_ answer: HTTPAnswer) -> Bool {
    if let code = answer.header("polder-error") { return code.hasPrefix("token-") }
    let text = answer.text
    return ["Token has expired", "Error loading the user", "Missing Authorization Header"].contains {
      text.contains($0)
    }
  }
}
