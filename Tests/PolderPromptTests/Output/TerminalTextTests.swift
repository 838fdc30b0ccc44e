import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Texts from elsewhere on the terminal")
struct TerminalTextTests {
  @Test(
    "What a terminal would obey is shown as its code",
    arguments: [
      ("\u{1b}[2J", "\\u{1b}[2J"), ("a\rb", "a\\u{d}b"), ("\u{7}", "\\u{7}"), ("\u{9b}31m", "\\u{9b}31m"),
      ("a\u{7f}", "a\\u{7f}"), ("\u{0}", "\\u{0}"), ("a\nb", "a\\u{a}b"), ("a\tb", "a\\u{9}b"),
    ])
  func controls(_ text: String, _ shown: String) { #expect(TerminalText.line(text) == shown) }

  @Test(
    "What turns or hides text is shown as its code",
    arguments: ["\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{2028}"])
  func turns(_ mark: String) {
    let shown = TerminalText.line("a\(mark)b")
    #expect(shown.hasPrefix("a\\u{"))
    #expect(!shown.unicodeScalars.contains { mark.unicodeScalars.contains($0) })
  }

  @Test("What people write stays as it is", arguments: ["Zürich", "北京大学", "שלום", "👩‍⚕️ 🇳🇱", "n̄", "a-b_c 'd' \"e\" \\n"])
  func staysReadable(_ text: String) { #expect(TerminalText.line(text) == text) }

  @Test("Line ends and tabs stay where several lines are shown, and nothing else does")
  func lines() {
    #expect(TerminalText.lines("a\r\nb\tc\n\u{1b}[31md\r") == "a\nb\tc\n\\u{1b}[31md\\u{d}")
  }

  @Test("An end of line that Swift sees as one character does not slip through")
  func carriageReturnLineFeed() { #expect(TerminalText.line("a\r\nb") == "a\\u{d}\\u{a}b") }

  @Test("Values become cells: texts bare, lists joined, nothing for null")
  func cells() {
    #expect(TerminalText.cell(nil) == "")
    #expect(TerminalText.cell(true) == "yes")
    #expect(TerminalText.cell(false) == "no")
    #expect(TerminalText.cell(7) == "7")
    #expect(TerminalText.cell(1.5) == "1.5")
    #expect(TerminalText.cell("a\u{1b}") == "a\\u{1b}")
    #expect(TerminalText.cell([1, "b", nil]) == "1, b, ")
    #expect(
      TerminalText.cell(["k": [1, 2]]) == #"{"k":[1,2]}"# || TerminalText.cell(["k": [1, 2]]) == #"{"k": [1, 2]}"#)
    #expect(TerminalText.cell([[1], [2]]).hasPrefix("[[1]"))
  }
}
