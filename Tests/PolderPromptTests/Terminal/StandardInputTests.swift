import PolderClient
import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Passwords from standard input")
struct StandardInputTests {
  @Test(
    "The first line is the password, without its end",
    arguments: [("pw\n", "pw"), ("pw", "pw"), ("pw\r\n", "pw"), ("two words \nrest", "two words "), ("ü\n", "ü")])
  func reads(_ text: String, _ password: String) throws {
    let pipe = try TestPipe(text)
    #expect(try StandardInput.secret(from: pipe.input).text == password)
  }

  @Test("What stands behind the line is left to whoever comes next")
  func leavesTheRest() throws {
    let pipe = try TestPipe("pw\nthe rest")
    _ = try StandardInput.secret(from: pipe.input)
    #expect(try StandardInput.bytes(from: pipe.input, largest: 100) == Array("the rest".utf8))
  }

  @Test(
    "No line, an empty one, and one that is far too long are refused",
    arguments: ["", "\n", "\r\n", String(repeating: "x", count: 5_000)])
  func refuses(_ text: String) throws {
    let pipe = try TestPipe(text)
    let error = #expect(throws: PolderError.self) { try StandardInput.secret(from: pipe.input) }
    #expect(error?.code == "prompt-no-input")
  }
}
