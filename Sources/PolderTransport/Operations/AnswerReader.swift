package import PolderCore

/// Tells replies, refusals, and answers that come from somewhere else apart.
package struct AnswerReader {
  private let limits: JSONParser.Limits

  /// A reader; `limits` tell how large and deep an answer may be.
  package init(limits: JSONParser.Limits) { self.limits = limits }

  /// Why a service did not do what it was asked.
  func refusal(_ answer: HTTPAnswer, of operation: String) -> any Error {
    do {
      return refusal(try text(of: answer, to: operation).value, answer, operation)
    } catch {
      return error
    }
  }

  /// The reply in an answer.
  func reply<Reply: Decodable>(_ type: Reply.Type, of answer: HTTPAnswer, to operation: String) throws -> Reply {
    let text = try reply(in: answer, to: operation)
    do {
      return try text.decode(type)
    } catch {
      throw unusable(answer, operation, "does not have the expected keys", error)
    }
  }

  /// The reply in an answer, whatever it is.
  /// - Throws: `RequestRefusal` when the service refuses, `PolderError` when there is no usable answer
  package func value(of answer: HTTPAnswer, to operation: String) throws -> JSONValue {
    try reply(in: answer, to: operation).value
  }

  private func reply(in answer: HTTPAnswer, to operation: String) throws -> JSONText {
    let text = try text(of: answer, to: operation)
    guard answer.isSuccess else { throw refusal(text.value, answer, operation) }
    return text
  }

  private func text(of answer: HTTPAnswer, to operation: String) throws -> JSONText {
    do {
      return try JSONText(parsing: answer.body, limits: limits)
    } catch {
      throw answer.foreign(to: operation) ?? unusable(answer, operation, "is not JSON", error)
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
