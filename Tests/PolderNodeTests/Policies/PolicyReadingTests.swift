import PolderCore
import Testing

@testable import PolderNode

@Suite("the section policies of a file")
struct PolicyReadingTests {
  private func policies(_ lines: String) throws -> NodePolicies {
    let head = """
      api_key: 0b9ad1a4-5e5c-4cc4-8d0f-0f6f2f6cf0e1
      server_url: http://localhost
      task_dir: /tmp/tasks
      policies:

      """
    return try configuration(head + lines.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")).policies
  }

  private func failure(_ lines: String) -> PolderError? {
    do {
      _ = try policies(lines)
      return nil
    } catch {
      return error as? PolderError
    }
  }

  @Test("every key, with its line")
  func all() throws {
    let read = try policies(
      """
      allow_basics_algorithm: false
      allowed_algorithms:
        - ^ghcr\\.io/example/.*
        - mean
      allowed_algorithm_stores: https://store.example.org/api
      allow_either_whitelist_or_store: true
      allowed_users: [1, "2"]
      allowed_organizations:
        - 3
        - Ward
      require_algorithm_pull: false
      show_arguments: true
      methods:
        - image: mean
          allow:
            - average
            - count
          arguments:
            n:
              at_least: 5
              at_most: 1e3
            column: {one_of: [age, sex], required: true}
        - image: ^other
          deny: dump
      hold:
        - image: mean
          method: count
          users: [4]
          organizations: [Ward]
        - users: 5
      """)
    #expect(!read.allowsBasics && read.allowsEither && !read.requiresPull && read.showsArguments)
    #expect(read.algorithms == ["^ghcr\\.io/example/.*", "mean"])
    #expect(read.stores == ["https://store.example.org/api"])
    #expect(read.users == ["1", "2"] && read.organizations == ["3", "Ward"])
    #expect(read.methods.count == 2 && read.methods[0].allowed == ["average", "count"])
    #expect(read.methods[0].arguments[0].conditions == [.atMost(1_000), .atLeast(5)])
    #expect(read.methods[0].arguments[1].isRequired && read.methods[1].denied == ["dump"])
    #expect(read.holds[0].methods == ["count"] && read.holds[0].users == ["4"])
    #expect(read.holds[1] == HoldRule(users: ["5"]))
    #expect(read.place("allowed_algorithms", 1).withLine == "policies.allowed_algorithms[1], line 8")
    #expect(read.place("methods[0].allow", 1).line == 21)
    #expect(read.place("methods[0].arguments.n.at_most").line == 25)
    #expect(read.place("hold", 1).line == 34)
  }

  @Test("hold: all")
  func holdAll() throws {
    let read = try policies("hold: all")
    #expect(read.holds == [HoldRule()])
    #expect(read.place("hold").line == 5)
  }

  @Test(
    "what is misspelt or can not be meant is an error that names the key and its line",
    arguments: [
      ("allowed_algoritms: [mean]", "allowed_algoritms"), ("allowed_algorithms: ['mean(']", "allowed_algorithms"),
      ("allowed_algorithm_stores: ['(']", "allowed_algorithm_stores"), ("hold: some", "hold"),
      ("hold: [{}]", "hold[0]"),
      ("hold: [{images: mean}]", "hold[0].images"), ("methods: [{allow: [a]}]", "methods[0].image"),
      ("methods: [{image: mean}]", "methods[0].allow"),
      ("methods: [{image: mean, allow: [a], deny: [b]}]", "methods[0].deny"),
      ("methods: [{image: 'mean(', allow: [a]}]", "methods[0].image"),
      ("methods: [{image: mean, alow: [a]}]", "methods[0].alow"),
      ("methods: [{image: mean, arguments: {n: {at_mots: 3}}}]", "methods[0].arguments.n.at_mots"),
      ("methods: [{image: mean, arguments: {n: {at_most: many}}}]", "methods[0].arguments.n.at_most"),
      ("methods: [{image: mean, arguments: {n: {pattern: '('}}}]", "methods[0].arguments.n.pattern"),
      ("methods: [{image: mean, arguments: {'a b': {equals: 1}}}]", "methods[0].arguments.a b"),
      ("require_algorithm_pull: maybe", "require_algorithm_pull"),
    ])
  func strict(_ lines: String, _ key: String) throws {
    let error = try #require(failure(lines))
    #expect(error.message.contains("policies.\(key)"), "\(error.message)")
  }

  @Test("an explanation names the line that decides, for people and for programs")
  func explains() throws {
    let read = try policies("allowed_algorithms:\n  - mean\nmethods:\n  - image: mean\n    allow: [average]")
    var question = PolicyQuestion(image: "mean:3")
    question.input = RunInput(method: "dump")
    let verdict = read.verdict(question)
    #expect(verdict.word == "refused" && verdict.decisive?.place.withLine == "policies.methods[0].allow, line 9")
    #expect(verdict.json["line"] == 9 && verdict.json["verdict"] == "refused")
    #expect(verdict.json["findings"]?[0]?["rule"] == "policies.allowed_algorithms[0]")
    question.input = RunInput(method: "average")
    #expect(read.verdict(question).word == "allowed" && read.verdict(question).json["rule"] == .null)
  }
}
