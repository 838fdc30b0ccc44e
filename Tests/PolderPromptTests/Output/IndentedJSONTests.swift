import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Indented JSON")
struct IndentedJSONTests {
  @Test("Members and elements stand on lines of their own")
  func indents() {
    let value: JSONValue = ["id": 1, "tags": ["a", "b"], "none": nil]
    #expect(
      IndentedJSON.text(value) == """
        {
          "id": 1,
          "tags": [
            "a",
            "b"
          ],
          "none": null
        }
        """)
  }

  @Test("What is empty stays on its line")
  func staysShort() {
    #expect(IndentedJSON.text([]) == "[]")
    #expect(IndentedJSON.text([:]) == "{}")
    #expect(IndentedJSON.text("a") == "\"a\"")
  }

  @Test(
    "What a terminal would obey is escaped and still means the same to a program",
    arguments: ["\u{1b}[2J", "a\u{9b}b", "\u{7f}", "a\u{202e}b", "\u{e0001}", "a\nb\r\u{0}"])
  func escapes(_ text: String) throws {
    let printed = IndentedJSON.text(["k\(text)": .string(text)])
    #expect(!printed.unicodeScalars.contains { TerminalText.isHarmful($0) && $0 != "\n" })
    #expect(try JSONValue(parsing: printed) == ["k\(text)": .string(text)])
  }

  @Test("Any value can be read back")
  func readsBack() throws {
    let value: JSONValue = [
      "list": [1, -2, 1.5, 1e300, true, false, nil, [], [:], [["deep": [[]]]]], "text": "ü 北 \"quoted\" \\ /",
    ]
    #expect(try JSONValue(parsing: IndentedJSON.text(value)) == value)
  }
}
