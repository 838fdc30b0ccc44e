import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Progress")
struct ProgressTests {
  @Test("The line tells what, how long, and how many of how many")
  func tells() {
    let text = ProgressText("Waiting for task 7", done: 2, total: 5)
    #expect(text.line(elapsed: .seconds(12), frame: 0, width: 80) == "⠋ Waiting for task 7  12 s  2 of 5 runs ended")
    #expect(ProgressText("Sending").line(elapsed: .zero, frame: 11, width: 80) == "⠙ Sending  0 s")
  }

  @Test("It fits the terminal, and obeys nothing")
  func fits() {
    let line = ProgressText("\u{1b}[2J" + String(repeating: "x", count: 200)).line(elapsed: .zero, frame: 0, width: 40)
    #expect(TextWidth.of(line) <= 40)
    #expect(!line.contains("\u{1b}"))
  }

  @Test(
    "Time is told as people tell it",
    arguments: [
      (0, "0 s"), (59, "59 s"), (60, "1:00"), (187, "3:07"), (3_600, "1:00:00"), (7_387, "2:03:07"), (-5, "0 s"),
    ])
  func clock(_ seconds: Int, _ text: String) { #expect(ProgressText.clock(.seconds(seconds)) == text) }

  /// A line whose pictures are counted; the second never comes.
  static func line(_ screen: Lines) -> (ProgressLine, AsyncStream<Void>) {
    let (pictures, picture) = AsyncStream<Void>.makeStream()
    let line = ProgressLine(
      ProgressText("Working"), width: 60, write: { screen.write($0) },
      tick: {
        picture.yield()
        for await _ in AsyncStream<Void>.makeStream().stream {}
        throw CancellationError()
      })
    return (line, pictures)
  }

  @Test("The line is wiped when the work is done, and the work's value is given")
  func wipes() async throws {
    let screen = Lines()
    let (line, pictures) = Self.line(screen)
    let value = try await line.during {
      for await _ in pictures { break }
      return 7
    }
    #expect(value == 7)
    #expect(screen.text.contains("Working"))
    #expect(screen.text.hasSuffix("\r\u{1b}[2K"))
  }

  @Test("What the work throws is thrown, and the line is wiped")
  func throwsOn() async throws {
    let screen = Lines()
    let line = ProgressLine(ProgressText("Working"), width: 40, write: { screen.write($0) })
    let error = await #expect(throws: PolderError.self) {
      try await line.during { () async throws -> Int in throw PolderError("x", "y") }
    }
    #expect(error?.code == "x")
    #expect(screen.text.hasSuffix("\r\u{1b}[2K"))
  }

  @Test("It says something else when told so")
  func updates() async throws {
    let screen = Lines()
    let (line, pictures) = Self.line(screen)
    line.update { ($0.done, $0.total) = (1, 3) }
    try await line.during { for await _ in pictures { break } }
    #expect(screen.text.contains("1 of 3 runs ended"))
  }

  @Test("Where no terminal is, nothing is written")
  func staysQuiet() async throws {
    let screen = Lines()
    let line = ProgressLine(ProgressText("Working"), width: nil, write: { screen.write($0) })
    #expect(try await line.during { 3 } == 3)
    #expect(screen.text.isEmpty)
  }

  @Test("A terminal that tells no width has 80 cells")
  func width() throws {
    let pipe = try TestPipe("")
    #expect(Terminal.columns(of: pipe.input) == 80)
  }
}
