import Testing

@testable import PolderPrompt

@Suite("Parts of QR codes")
struct QRPartTests {
  @Test("The field multiplies as the standard's polynomial says")
  func multiplies() {
    #expect(QRField.product(0, 0x57) == 0)
    #expect(QRField.product(1, 0x57) == 0x57)
    #expect(QRField.product(2, 0x80) == 0x1D, "the first power that is reduced")
    for left in stride(from: UInt8(1), through: 250, by: 13) {
      for right in stride(from: UInt8(3), through: 250, by: 17) {
        #expect(QRField.product(left, right) == QRField.product(right, left))
      }
    }
  }

  @Test("Two is a generator: its powers are all elements but zero")
  func hasAGenerator() {
    var (power, seen) = (UInt8(1), Set<UInt8>())
    for _ in 0..<255 {
      seen.insert(power)
      power = QRField.product(power, 2)
    }
    #expect(power == 1)
    #expect(seen.count == 255 && !seen.contains(0))
  }

  @Test("The generator polynomials are those of the standard's annex")
  func hasTheDivisors() {
    // Exponents of 7 and 10 coefficients, as annex A of ISO/IEC 18004 lists them.
    for exponents in [[87, 229, 146, 149, 238, 102, 21], [251, 67, 46, 61, 118, 70, 64, 94, 32, 45]] {
      #expect(QRField.divisor(degree: exponents.count) == exponents.map(Self.power))
    }
  }

  @Test("A message with its correction leaves nothing when it is divided")
  func correctionDivides() {
    let message: [UInt8] = [
      0x40, 0xD2, 0x75, 0x47, 0x76, 0x17, 0x32, 0x06, 0x27, 0x26, 0x96, 0xC6, 0xC6, 0x96, 0x70, 0xEC,
    ]
    let divisor = QRField.divisor(degree: 10)
    let correction = QRField.remainder(of: message, by: divisor)
    #expect(correction == [0xBC, 0x2A, 0x90, 0x13, 0x6B, 0xAF, 0xEF, 0xFD, 0x4B, 0xE0])
    #expect(QRField.remainder(of: message + correction, by: divisor).allSatisfy { $0 == 0 })
  }

  @Test("Versions hold as many bytes as the standard's table says")
  func hasCapacities() {
    let low = [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858]
    let medium = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]
    for (level, counts) in [(QRLevel.low, low), (.medium, medium)] {
      for (index, count) in counts.enumerated() {
        let capacity = QRCapacity(index + 1, level)
        #expect(capacity.holds(count))
        #expect(!capacity.holds(count + 1))
      }
    }
  }

  @Test("Codewords are as many as there is room for, whatever the text", arguments: [0, 1, 15, 16, 17])
  func fillsUp(_ length: Int) {
    let capacity = QRCapacity(1, .low)
    let words = QRCodewords.make(of: Array(repeating: 0x61, count: length), capacity)
    #expect(words.count == 26)
    #expect(words[0] >> 4 == 0b0100, "the mode is that of bytes")
  }

  @Test("The penalty punishes what scanners stumble over")
  func punishes() throws {
    let plain = QRDrawing(version: 1)
    let masked = plain.masked(0, .low)
    #expect(plain.penalty > masked.penalty, "large light areas cost more than a checkerboard")
  }

  private static func power(_ exponent: Int) -> UInt8 {
    (0..<exponent).reduce(UInt8(1)) { power, _ in QRField.product(power, 2) }
  }
}
