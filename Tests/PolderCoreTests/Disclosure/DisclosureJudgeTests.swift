import PolderCore
import Testing

@Suite("Disclosure judge")
struct DisclosureJudgeTests {
  private let policy = DisclosurePolicy()

  private func judge(
    _ result: JSONValue, _ entries: [(DisclosurePath, DisclosureBasis)], allow: [String] = []
  ) -> DisclosureVerdict {
    DisclosureJudge.judge(
      result: result, declaration: DisclosureDeclaration(entries.map { .init($0, $1) }),
      policy: DisclosurePolicy(allow: allow))
  }

  private func reasons(_ verdict: DisclosureVerdict) -> [DisclosureReason] {
    if case .refused(let reasons) = verdict { reasons } else { [] }
  }

  private func lines(_ verdict: DisclosureVerdict) -> [String]? {
    if case .allowed(let release) = verdict { release.lines } else { nil }
  }

  private let summary: [(DisclosurePath, DisclosureBasis)] = [
    ("/columns/*/count", .count), ("/columns/*/missing", .missingCount),
    ("/columns/*/mean", .statistic(rows: .count(at: "/columns/*/count"))),
    ("/columns/*/min", .extreme(records: 5)),
  ]

  @Test("A result whose numbers all rest on enough rows leaves, with the lines it rests on")
  func letsOut() {
    let result: JSONValue = ["columns": ["ph.ecog": ["count": 5, "missing": 1, "mean": 0.9, "min": nil]]]
    let verdict = judge(result, summary)
    #expect(
      verdict
        == .allowed(
          .init(
            bytes: result.bytes, fields: 3, lines: ["minimum_rows: 5", "missing counts are exempt"])))
    #expect(verdict.error == nil)
  }

  @Test("A count below the minimum, and what rests on it, are refused by field and rule, never by value")
  func refusesFewRows() {
    let verdict = judge(["columns": ["age": ["count": 4, "missing": 3, "mean": 61.25]]], summary)
    #expect(reasons(verdict).map(\.field) == ["/columns/*/count", "/columns/*/mean"])
    #expect(reasons(verdict).allSatisfy { $0.rule == "minimum_rows: 5" })
    let text = verdict.error?.description ?? ""
    #expect(text.contains("minimum_rows: 5") && text.contains("Ask for larger groups"))
    #expect(!text.contains("61.25") && !text.contains(" 4") && !text.contains(" 3"))
  }

  @Test("Exactly the minimum passes, one below does not", arguments: [(5, true), (4, false), (0, false)])
  func holdsTheBoundary(number: Int64, passes: Bool) {
    for basis in [DisclosureBasis.count, .cell] {
      #expect((lines(judge(.integer(number), [("", basis)])) != nil) == passes)
    }
    let bases: [DisclosureBasis] = [
      .statistic(rows: .exactly(Int(number))), .extreme(records: .exactly(Int(number))),
      .modelParameter(rows: .exactly(Int(number) + 3), parameters: 3),
    ]
    for basis in bases { #expect((lines(judge(1.5, [("", basis)])) != nil) == passes) }
  }

  @Test(
    "Missing counts are exempt, but have to be counts", arguments: [(0, true), (3, true), (2.5, false), (-1, false)])
  func exemptsMissingCounts(value: Double, passes: Bool) {
    #expect((lines(judge(.number(value), [("", .missingCount)])) != nil) == passes)
  }

  @Test("A number that no entry covers is refused by its place")
  func refusesUncovered() {
    let verdict = judge(["columns": ["age": ["count": 9, "median": 61.5]], "a/b*": 7], summary)
    #expect(reasons(verdict).map(\.field) == ["/columns/age/median", "/a~1b~2"])
    #expect(!"\(verdict)".contains("61.5"))
  }

  @Test("Texts and truth values need an entry as well; nulls and empty lists do not")
  func coversTexts() {
    #expect(reasons(judge(["note": "row 7 is a man of 61"], [])).count == 1)
    #expect(reasons(judge(["flag": true], [])).count == 1)
    #expect(lines(judge(["note": nil, "rows": [], "more": [:]], [])) == [])
    #expect(lines(judge(["note": "age"], [("/note", .label)])) == [])
    #expect(reasons(judge(["note": 7], [("/note", .label)])).count == 1)
    #expect(reasons(judge(["note": .string(String(repeating: "x", count: 257))], [("/note", .label)])).count == 1)
    #expect(reasons(judge([.init(repeating: "k", count: 257): nil], [])).count == 1)
  }

  @Test("Risk sets leave by their line alone, and the refusal names the line")
  func needsTheLine() {
    let entries: [(DisclosurePath, DisclosureBasis)] = [("/sums", .coxRiskSets), ("/rows", .count)]
    let result: JSONValue = ["rows": 76, "sums": [[1.5, 2.5], [3.5]]]
    let refused = judge(result, entries)
    #expect(reasons(refused).map(\.rule) == ["allow: cox-risk-sets"])
    #expect(refused.error?.nextStep?.contains("allow: cox-risk-sets") == true)
    #expect(lines(judge(result, entries, allow: ["cox-risk-sets"])) == ["minimum_rows: 5", "allow: cox-risk-sets"])
    #expect(lines(judge(result, entries, allow: ["cox-risk"])) == nil)
  }

  @Test("Where several entries cover a place, the strictest counts")
  func holdsAllEntries() {
    let entries: [(DisclosurePath, DisclosureBasis)] = [("/*", .constant), ("/n", .count)]
    #expect(reasons(judge(["n": 4], entries)).map(\.field) == ["/n"])
    #expect(lines(judge(["n": 5, "other": 4], entries)) != nil)
  }

  @Test("A declaration that claims more rows than the result's own count is caught", arguments: ["count", "rows", "n"])
  func catchesFalseClaims(name: String) {
    let entries: [(DisclosurePath, DisclosureBasis)] = [
      ("/columns/*/*", .statistic(rows: 228))
    ]
    let verdict = judge(["columns": ["age": [name: 2, "mean": 61]]].self as JSONValue, entries)
    #expect(reasons(verdict).first?.problem.contains("more rows than the count beside it") == true)
  }

  @Test("A claim has to name a place that the result has and that is declared as a count")
  func catchesFalseReferences() {
    let missing = judge(["mean": 1.5], [("/mean", .statistic(rows: .count(at: "/count")))])
    #expect(reasons(missing).first?.problem.contains("a count that the result does not have") == true)
    let entries: [(DisclosurePath, DisclosureBasis)] = [
      ("/mean", .statistic(rows: .count(at: "/missing"))), ("/missing", .missingCount),
    ]
    let other = judge(["mean": 1.5, "missing": 100], entries)
    #expect(reasons(other).first?.problem.contains("not declared as a count") == true)
    let unbound = judge(["mean": 1.5], [("/mean", .statistic(rows: .count(at: "/*/count")))])
    #expect(reasons(unbound).count == 1)
  }

  @Test("Data under the name of constants are caught by their number")
  func boundsConstants() {
    let hundred = JSONValue.array(Array(repeating: 61.5, count: 100))
    #expect(lines(judge(hundred, [("", .constant)])) == [])
    let more = JSONValue.array(Array(repeating: 61.5, count: 101))
    #expect(reasons(judge(more, [("", .constant)])).first?.problem.contains("constants") == true)
  }

  @Test("What a program writes into keys reaches a refusal only bounded and harmless, and only so often")
  func boundsReasons() {
    var object = JSONObject()
    for number in 0..<50 { object["\u{1B}[2J\n\(number)" + String(repeating: "x", count: 200)] = 7 }
    let found = reasons(judge(.object(object), []))
    #expect(found.count == DisclosureJudge.maximumReasons)
    #expect(found.allSatisfy { $0.field.count <= 120 && !$0.field.contains("\u{1B}") && !$0.field.contains("\n") })
  }

  @Test("Nesting beyond bounds is refused and does not exhaust the stack")
  func boundsDepth() {
    var value: JSONValue = 1
    for _ in 0..<200 { value = .array([value]) }
    #expect(reasons(judge(value, [("", .constant)])).first?.problem.contains("too deeply") == true)
  }
}
