import Testing

@testable import PolderPrompt

@Suite("QR codes on the screen")
struct QRScreenTests {
  @Test("Two modules stand in a character, and the quiet zone of four is around them")
  func hasTheQuietZone() throws {
    let code = try QRCode("polder")
    let lines = QRScreen.lines(code, isColored: false)
    #expect(lines.count == (code.size + 8 + 1) / 2)
    #expect(lines.allSatisfy { $0.count == code.size + 8 })
    // On a dark screen light modules are drawn: two rows of four make two lines.
    #expect(lines[0] == String(repeating: "█", count: code.size + 8))
    #expect(lines[1] == lines[0])
    #expect(lines.allSatisfy { $0.hasPrefix("████") && $0.hasSuffix("████") })
  }

  @Test("The modules can be read back from the characters, with colours and without")
  func canBeReadBack() throws {
    let code = try QRCode(QRReference.enrolment)
    for isColored in [true, false] {
      let lines = QRScreen.lines(code, isColored: isColored).map { isColored ? Self.bare($0) : $0 }
      for y in 0..<code.size {
        let line = Array(lines[(y + QRScreen.quiet) / 2])
        for x in 0..<code.size {
          let isUpper = (y + QRScreen.quiet) % 2 == 0
          let isDrawn = (isUpper ? "█▀" : "█▄").contains(line[x + QRScreen.quiet])
          #expect(isDrawn == (isColored ? code[x, y] : !code[x, y]))
        }
      }
    }
  }

  @Test("With colours every line sets black on white, and puts the terminal back")
  func setsColours() throws {
    let lines = QRScreen.lines(try QRCode("polder"))
    #expect(lines.allSatisfy { $0.hasPrefix("\u{1b}[38;5;16;48;5;231m") && $0.hasSuffix("\u{1b}[0m") })
  }

  @Test("The width is that of the lines")
  func tellsTheWidth() throws {
    let code = try QRCode("polder")
    #expect(QRScreen.width(of: code) == Self.bare(QRScreen.lines(code)[0]).count)
  }

  private static func bare(_ line: String) -> String {
    line.replacing(/\u{1b}\[[0-9;]*m/, with: "")
  }
}
