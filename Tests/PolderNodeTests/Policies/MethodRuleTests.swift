import PolderCore
import Testing

@testable import PolderNode

@Suite("which functions of an image may run")
struct MethodRuleTests {
  private func verdict(
    _ rules: [MethodRule], _ method: String?, positional: Int = 0, _ arguments: JSONObject = [:], image: String = "mean"
  ) -> PolicyVerdict {
    var policies = NodePolicies()
    policies.methods = rules
    var question = PolicyQuestion(image: image)
    question.input = method.map { RunInput(method: $0, positional: positional, arguments: arguments) }
    return policies.verdict(question)
  }

  private let mean = ImagePattern("mean")

  @Test("a list of functions allows these alone, of its image alone")
  func allow() {
    let rules = [MethodRule(image: mean, allowed: ["average", "count"])]
    let allowed = verdict(rules, "count")
    #expect(allowed.effect == .passes && allowed.findings.last?.place.key == "policies.methods[0].allow[1]")
    let refused = verdict(rules, "dump")
    #expect(refused.effect == .refuses && refused.decisive?.place.key == "policies.methods[0].allow")
    #expect(verdict(rules, "dump", image: "other").effect == .passes)
  }

  @Test("an image that may be the one of a rule is held to the rule")
  func mayBe() {
    let rules = [MethodRule(image: ImagePattern("mean:1"), allowed: ["average"])]
    #expect(verdict(rules, "dump", image: "mean:2").effect == .refuses)
  }

  @Test("functions that are denied do not run, whatever other rules allow")
  func deny() {
    let rules = [MethodRule(image: mean, allowed: ["dump"]), MethodRule(image: ImagePattern("m.*"), denied: ["dump"])]
    #expect(verdict(rules, "dump").decisive?.place.key == "policies.methods[1].deny[0]")
    #expect(verdict([rules[1]], "average").effect == .passes)
  }

  @Test("rules that allow are alternatives, each with its own arguments")
  func alternatives() {
    let few = ArgumentRule(name: "n", conditions: [.atMost(10)])
    let rules = [
      MethodRule(image: mean, allowed: ["average"], arguments: [few]), MethodRule(image: mean, allowed: ["count"]),
    ]
    #expect(verdict(rules, "count", ["n": 100]).effect == .passes)
    #expect(verdict(rules, "average", ["n": 10]).effect == .passes)
    let refused = verdict(rules, "average", ["n": 11])
    #expect(refused.decisive?.place.key == "policies.methods[0].arguments.n.at_most")
    #expect(refused.decisive?.reason.contains("11") == false, "no value of the run is told")
    #expect(verdict(rules, "dump").effect == .refuses)
  }

  @Test("a rule without functions looks at the arguments of all")
  func argumentsAlone() {
    let rules = [
      MethodRule(image: mean, arguments: [ArgumentRule(name: "column", conditions: [.oneOf(["age", "sex"])])]),
      MethodRule(image: mean, allowed: ["average"]),
    ]
    #expect(verdict(rules, "average", ["column": "age"]).effect == .passes)
    #expect(verdict(rules, "average", ["column": ["age", "sex"]]).effect == .passes)
    #expect(verdict(rules, "average", ["column": ["age", "name"]]).effect == .refuses)
    #expect(verdict(rules, "average").effect == .passes, "not given: the function's own value")
  }

  @Test("arguments by position can not be looked at, and are refused where they have to be")
  func positional() {
    let rules = [MethodRule(image: mean, arguments: [ArgumentRule(name: "n", conditions: [.atMost(10)])])]
    #expect(verdict(rules, "average", positional: 1).effect == .refuses)
    #expect(verdict([MethodRule(image: mean, allowed: ["average"])], "average", positional: 1).effect == .passes)
  }

  @Test("an input that does not say which function it calls is refused where that matters")
  func unreadable() {
    let rules = [MethodRule(image: mean, denied: ["dump"])]
    #expect(verdict(rules, nil).decisive?.place.key == "policies.methods[0]")
    #expect(verdict(rules, nil, image: "other").effect == .passes)
  }

  @Test(
    "conditions on arguments",
    arguments: [
      (ArgumentRule.Condition.equals("5"), JSONValue.integer(5), true), (.equals("5"), .number(5), true),
      (.equals("5"), "5", true), (.equals("5"), .integer(6), false), (.equals("true"), true, true),
      (.equals("true"), false, false), (.equals("null"), .null, true), (.equals("x"), ["x", "x"], true),
      (.equals("x"), ["x", "y"], false), (.equals("x"), ["y": "x"], false), (.oneOf(["a", "b"]), "b", true),
      (.oneOf(["a", "b"]), "c", false), (.oneOf([]), "c", false), (.atMost(10), .integer(10), true),
      (.atMost(10), .number(10.5), false), (.atMost(10), "9", false), (.atMost(10), true, false),
      (.atMost(10), .number(.nan), false), (.atLeast(5), .integer(5), true), (.atLeast(5), .integer(4), false),
      (.atLeast(5), .number(.nan), false), (.atMost(10), [1, 2], true), (.atMost(10), [1, 20], false),
      (.pattern("[a-z]+"), "abc", true), (.pattern("[a-z]+"), "abc1", false), (.pattern("[a-z]+"), .integer(1), false),
      (.equals("\u{E9}"), "e\u{301}", false),
    ] as [(ArgumentRule.Condition, JSONValue, Bool)])
  func conditions(_ condition: ArgumentRule.Condition, _ value: JSONValue, _ holds: Bool) {
    let rule = ArgumentRule(name: "x", conditions: [condition])
    #expect((rule.broken(by: ["x": value]) == nil) == holds)
  }

  @Test("an argument that has to be given")
  func required() {
    let rule = ArgumentRule(name: "n", isRequired: true, conditions: [])
    #expect(rule.broken(by: [:]) == "required")
    #expect(rule.broken(by: ["n": .null]) == nil)
  }
}
