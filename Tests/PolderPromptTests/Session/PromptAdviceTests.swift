import PolderCore
import PolderTransport
import Testing

@testable import PolderPrompt

@Suite("What to do next, at the prompt")
struct PromptAdviceTests {
  @Test(
    "Errors that tell programs what to call tell people what to type",
    arguments: [
      "session-missing", "client-no-collaboration", "client-encryption-contradiction", "client-other-key",
      "key-changed",
    ])
  func advises(_ code: String) {
    let next = PromptAdvice.next(
      for: PolderError(PolderError.Code(rawValue: code), "m", nextStep: "Call `setup` first."))
    #expect(next?.contains("polder ") == true)
    #expect(next?.contains("setup") == false)
  }

  @Test("An error that has no better word here, or names a verb itself, keeps its own")
  func leavesOthers() {
    #expect(PromptAdvice.next(for: PolderError("transport-unreachable", "m", nextStep: "Look.")) == "Look.")
    #expect(PromptAdvice.next(for: PolderError("transport-unreachable", "m")) == nil)
    let own = PolderError(.sessionMissing, "m", nextStep: "Run `polder login --profile p`.")
    #expect(PromptAdvice.next(for: own) == "Run `polder login --profile p`.")
  }

  @Test("Refusals by their status")
  func refusals() {
    #expect(PromptAdvice.next(for: RequestRefusal(401, "x"))?.contains("polder login") == true)
    #expect(PromptAdvice.next(for: RequestRefusal(403, "x"))?.contains("whoami") == true)
    // A right that is missing is not gained by logging in again.
    let lacking = RequestRefusal(401, "You lack the permission to do that!")
    #expect(PromptAdvice.next(for: lacking)?.contains("whoami") == true)
    #expect(PromptAdvice.next(for: RequestRefusal(401, "No", code: "permission-lacking"))?.contains("whoami") == true)
    #expect(PromptAdvice.next(for: RequestRefusal(404, "x"))?.contains("list") == true)
    #expect(PromptAdvice.next(for: RequestRefusal(503, "x")) != nil)
    #expect(PromptAdvice.next(for: RequestRefusal(400, "x"))?.contains("--help") == true)
    #expect(PromptAdvice.next(for: RequestRefusal(418, "x"))?.contains("message") == true)
    // Servers say of some lists that what they are of is not there with a 400.
    #expect(PromptAdvice.next(for: RequestRefusal(400, "Task id=9 does not exist!"))?.contains("list") == true)
  }

  @Test("A refusal whose code says more than its status gets the advice for the code")
  func refusalsByCode() {
    func next(_ status: Int, _ code: PolderError.Code) -> String? {
      PromptAdvice.next(for: RequestRefusal(status, "x", code: code))
    }
    #expect(next(404, "store-unreachable")?.contains("address") == true)
    #expect(next(400, "store-address-loopback")?.contains("--force") == true)
    #expect(next(400, "task-finished")?.contains("results") == true)
    #expect(next(401, "login-failed")?.contains("password") == true)
    #expect(next(422, "token-malformed")?.contains("POLDER_TOKEN") == true)
  }
}
