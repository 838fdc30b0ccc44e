import PolderCore
import Testing

@testable import PolderPrompt

@Suite("QR codes")
struct QRCodeTests {
  @Test("Every module is where another program draws it", arguments: QRReference.codes)
  func isTheSame(_ reference: QRReference.Code) throws {
    let code = try QRCode(reference.text, level: reference.level, version: reference.version, mask: reference.mask)
    #expect(code.size == 17 + 4 * reference.version)
    #expect(code.mask == reference.mask)
    #expect(Self.packed(code) == reference.modules)
  }

  @Test("The smallest version is taken that the text fits into", arguments: [(17, 1), (18, 2), (230, 9), (231, 10)])
  func isSmall(_ length: Int, _ version: Int) throws {
    let code = try QRCode(String(repeating: "x", count: length))
    #expect(code.size == 17 + 4 * version)
  }

  @Test("A higher level needs a larger code")
  func levelCosts() throws {
    let text = String(repeating: "x", count: 16)
    #expect(try QRCode(text, level: .low).size < QRCode(text, level: .medium).size)
  }

  @Test("An address of an authenticator app fits into a terminal of 80 cells")
  func enrolmentFits() throws {
    let code = try QRCode(QRReference.enrolment)
    #expect(QRScreen.width(of: code) <= 80)
  }

  @Test("What is too long is refused, and 858 bytes are not")
  func hasAnEnd() throws {
    #expect(try QRCode(String(repeating: "x", count: 858)).size == 97)
    #expect(throws: PolderError.self) { try QRCode(String(repeating: "x", count: 859)) }
    #expect(throws: PolderError.self) { try QRCode("much too long for version one", version: 1) }
    #expect(throws: PolderError.self) { try QRCode("x", version: 21) }
  }

  @Test("The mask that is taken is one with the least penalty, and no other draws less")
  func takesTheBestMask() throws {
    let text = "https://server.example"
    let chosen = try QRCode(text)
    #expect((0...7).contains(chosen.mask))
    #expect(try QRCode(text, mask: chosen.mask) == chosen)
    let all = try Set((0...7).map { try QRCode(text, mask: $0) })
    #expect(all.count == 8, "each mask draws another code")
  }

  @Test("An empty text has a code, and bytes beyond ASCII count as what they are in UTF-8")
  func takesAnyText() throws {
    #expect(try QRCode("").size == 21)
    let umlauts = String(repeating: "ü", count: 9)
    #expect(try QRCode(umlauts).size == 25, "18 bytes do not fit into version 1")
  }

  @Test("What lies outside is light")
  func outsideIsLight() throws {
    let code = try QRCode("polder")
    for place in [(-1, 0), (0, -1), (code.size, 0), (0, code.size), (Int.max, Int.min)] {
      #expect(code[place.0, place.1] == false)
    }
  }

  @Test("The three finders stand in the corners, and not in the fourth")
  func hasFinders() throws {
    let code = try QRCode("polder")
    let end = code.size - 1
    for (x, y) in [(0, 0), (end, 0), (0, end)] { #expect(code[x, y]) }
    func ring(_ x: Int, _ y: Int) -> Bool { (0..<7).allSatisfy { code[x + $0, y] && code[x + $0, y + 6] } }
    #expect(ring(0, 0) && ring(end - 6, 0) && ring(0, end - 6))
    #expect(!ring(end - 6, end - 6))
  }

  private static func packed(_ code: QRCode) -> String {
    var bits: [Bool] = []
    for y in 0..<code.size { for x in 0..<code.size { bits.append(code[x, y]) } }
    while bits.count % 8 != 0 { bits.append(false) }
    return stride(from: 0, to: bits.count, by: 4).map { start in
      String(bits[start..<start + 4].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }, radix: 16)
    }.joined()
  }
}
