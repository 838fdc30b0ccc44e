import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Comma-separated values")
struct CSVTextTests {
  let csv = CSVText()

  @Test("Lines end as RFC 4180 has it, and null is empty")
  func lines() { #expect(csv.line([1, nil, "a", true, 1.5]) == "1,,a,true,1.5\r\n") }

  @Test(
    "What needs it stands in quotes, with its own quotes doubled",
    arguments: [
      ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""),
      ("a ", "\"a \""), ("a b", "a b"), ("Zürich", "Zürich"), ("", ""),
    ])
  func quotes(_ text: String, _ field: String) { #expect(csv.field(.string(text)) == field) }

  @Test(
    "A text that a spreadsheet takes for a formula gets an apostrophe in front",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", "＝1", "=\u{301}1"])
  func guards(_ text: String) {
    #expect(csv.field(.string(text)).drop { $0 == "\"" }.hasPrefix("'"))
    #expect(CSVText(isGuarded: false).field(.string(text)).contains("'\(text)") == false)
  }

  @Test("Numbers are numbers, below zero too")
  func keepsNumbers() {
    #expect(csv.field(-1) == "-1")
    #expect(csv.field(-1.5) == "-1.5")
    #expect(csv.field(.integer(.min)) == "-9223372036854775808")
  }

  @Test("Without the guard texts are as they were")
  func canBeRaw() { #expect(CSVText(isGuarded: false).line(["=1", "-x"]) == "=1,-x\r\n") }

  @Test("Lists and objects are JSON in quotes")
  func nests() {
    #expect(csv.field([1, 2]).contains("1"))
    #expect(csv.field([1, 2]).hasPrefix("\"["))
    #expect(csv.field(["a": "b"]).hasPrefix("\"{\"\"a\"\""))
  }
}
