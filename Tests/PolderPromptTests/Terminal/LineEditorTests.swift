import Testing

@testable import PolderPrompt

@Suite("A line typed key by key")
struct LineEditorTests {
  /// The line that keys make; nil when they leave.
  static func line(_ keys: [UInt8]) -> String? {
    var editor = LineEditor()
    for key in keys {
      switch editor.take(key) {
      case .ends(let text): return text
      case .leaves: return nil
      case .shows: continue
      }
    }
    Issue.record("the line did not end")
    return nil
  }

  @Test("Enter ends it, whichever end of line it sends", arguments: [UInt8(0x0A), 0x0D])
  func ends(_ key: UInt8) { #expect(Self.line(Array("pass word".utf8) + [key]) == "pass word") }

  @Test("Backspace takes back one character, whatever its bytes", arguments: [UInt8(0x08), 0x7F])
  func erases(_ key: UInt8) {
    #expect(Self.line(Array("aü".utf8) + [key, 0x0A]) == "a")
    #expect(Self.line(Array("a北b".utf8) + [key, key, 0x0A]) == "a")
    #expect(Self.line([key, key] + Array("x\n".utf8)) == "x")
  }

  @Test("Ctrl-U takes back all of it")
  func erasesAll() { #expect(Self.line(Array("wrong".utf8) + [0x15] + Array("right\n".utf8)) == "right") }

  @Test("Ctrl-C and Ctrl-\\ leave, and Ctrl-D where nothing is typed")
  func leaves() {
    #expect(Self.line(Array("abc".utf8) + [0x03]) == nil)
    #expect(Self.line(Array("abc".utf8) + [0x1C]) == nil)
    #expect(Self.line([0x04]) == nil)
    #expect(Self.line(Array("abc".utf8) + [0x04]) == "abc")
  }

  @Test("Other keys that are no text are passed over")
  func passesOver() { #expect(Self.line(Array("a".utf8) + [0x01, 0x1A, 0x00, 0x09] + Array("b\n".utf8)) == "ab") }

  @Test("What is shown is what was typed, and backspace wipes it from the screen")
  func shows() {
    var editor = LineEditor()
    #expect(editor.take(0x61) == .shows([0x61]))
    #expect(editor.take(0x7F) == .shows([0x08, 0x20, 0x08]))
    #expect(editor.take(0x7F) == .shows([]))
  }

  @Test("A line does not grow without end")
  func isBounded() {
    #expect(Self.line(Array(repeating: 0x61, count: 9_000) + [0x0A])?.utf8.count == LineEditor.longest)
  }
}
