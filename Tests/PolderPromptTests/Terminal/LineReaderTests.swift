import PolderClient
import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Asking at a terminal")
struct LineReaderTests {
  @Test("A secret is read and never shown, and the terminal is as it was")
  func secret() async throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.isUsual)
    let reader = LineReader(input: terminal.program, output: terminal.program)
    async let answer = reader.secret("Password: ")
    try await terminal.type("s3cret\n", after: "Password: ")
    let secret = try await answer
    #expect(secret.text == "s3cret")
    #expect(terminal.isUsual)
    let shown = try await terminal.read()
    #expect(!shown.contains("s3cret"))
  }

  @Test("A line that is no secret is shown as it is typed")
  func line() async throws {
    let terminal = try PseudoTerminal()
    let reader = LineReader(input: terminal.program, output: terminal.program)
    async let answer = reader.text("User name: ")
    try await terminal.type("ada\n", after: "User name: ")
    let name = try await answer
    #expect(name == "ada")
    var shown = ""
    while !shown.contains("ada\r\n") { shown += try await terminal.read() }
    #expect(shown.contains("ada"))
  }

  @Test("Ctrl-C ends the question, and the terminal is as it was")
  func interrupted() async throws {
    let terminal = try PseudoTerminal()
    let reader = LineReader(input: terminal.program, output: terminal.program)
    let question = Task { try await reader.secret("Password: ") }
    try await terminal.type("abc\u{3}", after: "Password: ")
    await #expect(throws: CancellationError.self) { try await question.value }
    #expect(terminal.isUsual)
  }

  @Test("A question is given up when the program shall end, and the terminal is as it was")
  func cancelled() async throws {
    let terminal = try PseudoTerminal()
    let reader = LineReader(input: terminal.program, output: terminal.program)
    let question = Task { try await reader.secret("Password: ") }
    try await terminal.type("half", after: "Password: ")
    question.cancel()
    await #expect(throws: CancellationError.self) { try await question.value }
    #expect(terminal.isUsual)
  }

  @Test("A question with codes for the terminal in it is harmless")
  func questionIsHarmless() async throws {
    let terminal = try PseudoTerminal()
    let reader = LineReader(input: terminal.program, output: terminal.program)
    async let answer = reader.text("Password of \u{1b}[2J: ")
    try await terminal.type("x\n", after: "Password of \\u{1b}[2J: ")
    #expect(try await answer == "x")
  }

  @Test("Where no terminal is, nobody is asked")
  func noTerminal() async throws {
    let pipe = try TestPipe("password\n")
    let reader = LineReader(input: pipe.input, output: pipe.input)
    let error = await #expect(throws: PolderError.self) { try await reader.secret("Password: ") }
    #expect(error?.code == "prompt-no-terminal")
  }
}
