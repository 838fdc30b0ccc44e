import PolderCore

/// Tells replies, refusals, and answers that come from somewhere else apart.
struct AnswerReader {
  let limits: JSONParser.Limits

  /// Why a service did not do what it was asked.
  func refusal(_ answer: HTTPAnswer, of operation: String) -> any Error {
    do {
      return refusal(try JSONValue(parsing: answer.body, limits: limits), answer, operation)
    } catch {
      return answer.foreign(to: operation) ?? unusable(answer, operation, "is not JSON", error)
    }
  }

  func reply<Reply: Decodable>(_ type: Reply.Type, of answer: HTTPAnswer, to operation: String) throws -> Reply {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: answer.body, limits: limits)
    } catch {
      throw answer.foreign(to: operation) ?? unusable(answer, operation, "is not JSON", error)
    }
    guard answer.isSuccess else { throw refusal(value, answer, operation) }
    do {
      return try JSONValueDecoder.decode(type, from: value)
    } catch {
      throw unusable(answer, operation, "does not have the expected keys", error)
    }
  }

  private func refusal(_ value: JSONValue, _ answer: HTTPAnswer, _ operation: String) -> any Error {
    // What is wrong with the body of a role stands in place of the text.
    let fields = value["errors"]?.object ?? value["msg"]?.object
    let text = value["msg"]?.string ?? value["message"]?.string ?? fields.map { _ in "Request body is incorrect" }
    guard let text else {
      return answer.foreign(to: operation) ?? unusable(answer, operation, "gives no reason", nil)
    }
    let code = answer.header("polder-error").map { PolderError.Code(rawValue: String($0.prefix(64))) }
    return RequestRefusal(answer.status, text, fields: fields, code: code)
  }

  private func unusable(_ answer: HTTPAnswer, _ operation: String, _ what: String, _ cause: (any Error)?) -> PolderError
  {
    PolderError(
      .transportUnusableAnswer, "The answer to \(operation) (status \(answer.status)) \(what).",
      nextStep: "Check that the address leads to a server, and that no proxy answers in its place.", cause: cause)
  }

  /// Whether an answer refuses the token itself; for a lacking permission, which is 401 too, a fresh one is no help.
  static func isAboutToken(_ answer: HTTPAnswer) -> Bool {
    guard answer.status == 401 || answer.status == 422 else { return false }
    if let code = answer.header("polder-error") { return code.hasPrefix("token-") }
    // What is not JSON comes from somewhere else.
    guard let value = try? JSONValue(parsing: answer.body, limits: .init(bytes: 4_096, depth: 4)),
      let text = value["msg"]?.string
    else { return false }
    let beginnings = [
      "Token has expired", "Error loading the user", "Missing Authorization Header", "Signature verification failed",
    ]
    return beginnings.contains { text.hasPrefix($0) }
  }
}
