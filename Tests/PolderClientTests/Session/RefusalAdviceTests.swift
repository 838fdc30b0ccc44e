import PolderClient
import PolderCore
import Testing

@Suite("What to do about a refusal")
struct RefusalAdviceTests {
  @Test(
    "A refusal says what to do, by its status and its code",
    arguments: [
      (403, "You lack it", "refused", "administrator"), (401, "You lack it", "permission-lacking", "administrator"),
      (401, "You do not have permission to do that!", "http-401", "administrator"),
      (401, "Token has expired", "token-expired", "Log in"), (404, "task id=9 not found", "http-404", "list"),
      (409, "There is one already", "http-409", "by now"), (413, "Too large", "http-413", "less"),
      (429, "Too many", "http-429", "Wait"), (503, "Busy", "http-503", "operator"), (400, "Odd", "http-400", "correct"),
    ])
  func advises(_ status: Int, _ message: String, _ code: String, _ word: String) {
    let refusal = RequestRefusal(status, message, code: PolderError.Code(rawValue: code))
    #expect(refusal.nextStep.contains(word), "\(refusal.nextStep)")
  }

  @Test("Where fields are wrong, they are named")
  func namesFields() {
    let refusal = RequestRefusal(
      400, "Request body is incorrect", fields: ["name": ["Missing"], "email": ["Not a valid email address."]])
    #expect(refusal.nextStep.contains("email, name"))
  }
}
