import PolderCore
import Testing

@Suite("Disclosure of the files that an algorithm leaves")
struct DisclosureFilesTests {
  private func judge(_ result: String, _ declaration: String?, _ policy: DisclosurePolicy = .init())
    -> DisclosureVerdict
  {
    DisclosureJudge.judge(result: Array(result.utf8), declaration: declaration.map { Array($0.utf8) }, policy: policy)
  }

  private func isRefused(_ verdict: DisclosureVerdict, _ words: String) -> Bool {
    if case .refused(let reasons) = verdict { reasons.contains { $0.description.contains(words) } } else { false }
  }

  @Test(
    "Without a declaration a result passes as it is, or is refused, as the steward says",
    arguments: ["{\"age\": [61, 62]}", "", "\u{0}\u{1}not JSON"])
  func followsTheRuleForUndeclared(result: String) {
    let passed = judge(result, nil, .init(undeclared: .pass))
    #expect(passed == .allowed(.init(bytes: Array(result.utf8), fields: nil, lines: ["undeclared: pass"])))
    #expect(isRefused(judge(result, nil, .init(undeclared: .refuse)), "undeclared: refuse"))
  }

  @Test("What leaves is what was judged: repeated keys and space between values do not")
  func writesAnew() {
    let declaration = #"{"version":1,"entries":[{"path":"/n","kind":"count"}]}"#
    let verdict = judge("{\"n\": 61, \t \n \"n\" : 7}  ", declaration)
    #expect(verdict == .allowed(.init(bytes: Array(#"{"n":7}"#.utf8), fields: 1, lines: ["minimum_rows: 5"])))
  }

  @Test("A declaration beside something that is no JSON is refused")
  func refusesOtherResults() {
    #expect(isRefused(judge("n=7", #"{"version":1,"entries":[]}"#), "can not be read as JSON"))
    let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
    #expect(isRefused(judge(deep, #"{"version":1,"entries":[]}"#), "can not be read as JSON"))
  }

  @Test(
    "A declaration that can not be read refuses the result, however the steward treats undeclared ones",
    arguments: [
      ("", "not JSON"), ("{}", "version"), (#"{"version":2,"entries":[]}"#, "version"),
      (#"{"version":1}"#, "list of entries"), (#"{"version":1,"entries":[{"kind":"count"}]}"#, "entry 1 has no path"),
      (#"{"version":1,"entries":[{"path":"/n","kind":"secret"}]}"#, "entry 1 is of a kind"),
      (#"{"version":1,"entries":[{"path":"/n","kind":"statistic"}]}"#, "on how many rows"),
      (#"{"version":1,"entries":[{"path":"/n","kind":"statistic","rows":-1}]}"#, "negative"),
      (#"{"version":1,"entries":[{"path":"/n","kind":"extreme","rows":9}]}"#, "on how many records"),
      (#"{"version":1,"entries":[{"path":"/n","kind":"line","line":"Every Thing"}]}"#, "names no line"),
      (#"{"version":1,"entries":[{"path":"/n","kind":"model-parameter","rows":9}]}"#, "parameters"),
    ])
  func refusesBrokenDeclarations(declaration: String, reason: String) {
    #expect(isRefused(judge(#"{"n":7}"#, declaration), reason))
  }

  @Test("Thousands of entries are refused before they cost anything")
  func boundsEntries() {
    let entries = Array(repeating: #"{"path":"/n","kind":"count"}"#, count: 1_001).joined(separator: ",")
    #expect(isRefused(judge(#"{"n":7}"#, #"{"version":1,"entries":["# + entries + "]}"), "more than 1000 entries"))
  }

  @Test("Every kind of entry is read back as it was written")
  func roundTrips() throws {
    let declaration = DisclosureDeclaration([
      .init("/a", .count), .init("/b/*", .missingCount), .init("/c", .cell), .init("/d", .statistic(rows: 7)),
      .init("/e/*/f", .statistic(rows: .count(at: "/e/*/n"))), .init("/g", .extreme(records: 5)),
      .init("/h", .modelParameter(rows: .count(at: "/a"), parameters: 3)), .init("/i", .coxRiskSets),
      .init("/j", .constant), .init(.root, .label),
      .init(DisclosurePath("/k").appending("a/b*~c.d"), .count),
    ])
    #expect(try DisclosureDeclaration(parsing: declaration.json.bytes) == declaration)
  }

  @Test("Keys with slashes, stars, tildes and dots are places of their own")
  func namesAnyKey() {
    let key = "a/b*~c.d"
    let declaration = DisclosureDeclaration([.init(DisclosurePath.root.appending(key).appending("n"), .count)])
    #expect(declaration.entries[0].path.description == "/a~1b~2~0c.d/n")
    let verdict = DisclosureJudge.judge(
      result: [key: ["n": 7]], declaration: declaration, policy: .init())
    #expect(verdict.error == nil)
    let other = DisclosureJudge.judge(result: ["a": ["n": 7]], declaration: declaration, policy: .init())
    #expect(other.error != nil)
  }

  @Test("A wildcard stands for positions of a list as for keys, and binds the count of the same position")
  func bindsPositions() {
    let declaration = DisclosureDeclaration([
      .init("/*/n", .count), .init("/*/mean", .statistic(rows: .count(at: "/*/n"))),
    ])
    let fitting: JSONValue = [["n": 7, "mean": 1.5], ["n": 8, "mean": 2.5]]
    #expect(DisclosureJudge.judge(result: fitting, declaration: declaration, policy: .init()).error == nil)
    let thin: JSONValue = [["n": 7, "mean": 1.5], ["n": 2, "mean": 2.5]]
    #expect(DisclosureJudge.judge(result: thin, declaration: declaration, policy: .init()).error != nil)
  }
}
