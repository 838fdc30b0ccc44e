import Testing

@testable import PolderNode

@Suite("which runs wait for the steward")
struct HoldRuleTests {
  private func holds(_ rule: HoldRule, _ change: (inout PolicyQuestion) -> Void = { _ in }) -> Bool {
    var policies = NodePolicies()
    policies.holds = [rule]
    var question = PolicyQuestion(image: "mean:1")
    question.user = 7
    question.organization = 2
    question.organizationName = "Ward"
    question.input = RunInput(method: "average")
    change(&question)
    return policies.verdict(question).effect == .holds
  }

  @Test("all of them")
  func all() {
    var policies = NodePolicies()
    policies.holds = [HoldRule()]
    let verdict = policies.verdict(PolicyQuestion(image: "any"))
    #expect(verdict.effect == .holds && verdict.decisive?.place.key == "policies.hold")
  }

  @Test("every condition of a rule has to fit")
  func conditions() {
    #expect(holds(HoldRule(image: ImagePattern("mean"))))
    #expect(!holds(HoldRule(image: ImagePattern("other"))))
    #expect(holds(HoldRule(methods: ["average"])))
    #expect(!holds(HoldRule(methods: ["count"])))
    #expect(holds(HoldRule(users: ["7"])))
    #expect(!holds(HoldRule(users: ["8"])))
    #expect(holds(HoldRule(organizations: ["2"])))
    #expect(holds(HoldRule(organizations: ["Ward"])))
    #expect(!holds(HoldRule(organizations: ["Other"])))
    #expect(!holds(HoldRule(image: ImagePattern("mean"), methods: ["count"])))
  }

  @Test("what nobody knows is held")
  func unknown() {
    #expect(holds(HoldRule(methods: ["count"])) { $0.input = nil })
    #expect(holds(HoldRule(users: ["8"])) { $0.user = nil })
    #expect(holds(HoldRule(image: ImagePattern("mean:2"))), "it may be the same image")
  }

  @Test("a refusal comes before waiting; the first rule that fits is named")
  func order() {
    var policies = NodePolicies()
    policies.holds = [HoldRule(users: ["8"]), HoldRule(users: ["7"]), HoldRule(organizations: ["2"])]
    var question = PolicyQuestion(image: "mean")
    question.user = 7
    question.organization = 2
    #expect(policies.verdict(question).decisive?.place.key == "policies.hold[1]")
    policies.algorithms = ["other"]
    #expect(policies.verdict(question).effect == .refuses)
  }
}
