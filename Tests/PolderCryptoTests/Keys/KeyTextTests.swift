import PolderCore
import Testing

@testable import PolderCrypto

struct KeyTextTests {
  @Test("PEM texts have lines of 64 characters and end with a line break", arguments: [0, 1, 47, 48, 49, 96, 1000])
  func lines(length: Int) throws {
    let der = RandomBytes.make(length)
    let text = PEMBlock.text(label: "PUBLIC KEY", der: der)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "-----BEGIN PUBLIC KEY-----")
    #expect(lines.suffix(2) == ["-----END PUBLIC KEY-----", ""])
    #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.utf8.count == 64 })
    let blocks = PEMBlock.all(in: text)
    #expect(blocks.map(\.label) == ["PUBLIC KEY"])
    #expect(blocks.first?.der == der)
    #expect(blocks.first?.isEncrypted == false)
  }

  @Test("only blocks that end as they begin count")
  func blocks() {
    #expect(PEMBlock.all(in: "-----BEGIN A-----\nQUJD\n-----END B-----\n").isEmpty)
    #expect(PEMBlock.all(in: "-----END A-----\n-----BEGIN A-----\nQUJD").isEmpty)
    #expect(PEMBlock.all(in: "-----BEGIN -----\n-----END -----").isEmpty)
    let two = PEMBlock.all(in: "-----BEGIN A-----\n-----BEGIN B-----\nQUJD\n-----END B-----\n-----END A-----")
    #expect(two.map(\.label) == ["B"])
    #expect(two.first?.der == Array("ABC".utf8))
    #expect(PEMBlock.all(in: "-----BEGIN A-----\nQU!D\n-----END A-----").first?.der == nil)
  }

  @Test("what a block is called is shown in errors, and so is plain and short")
  func labels() throws {
    for label in ["\u{1B}[2JKEY", "KEY\u{7}", "ÉTAT", "A\tB", String(repeating: "A", count: 65)] {
      let text = "-----BEGIN \(label)-----\nQUJD\n-----END \(label)-----\n"
      #expect(PEMBlock.all(in: text).isEmpty)
      let error = try refusal { _ = try PublicKey(encoded: Base64.encode(text.utf8)) }
      #expect(error.code == "crypto-key-unreadable")
      #expect(!error.description.contains(label))
    }
    let longest = String(repeating: "A", count: 64)
    #expect(PEMBlock.all(in: "-----BEGIN \(longest)-----\n-----END \(longest)-----").map(\.label) == [longest])
  }

  @Test("lengths that claim more than there is are refused")
  func lengths() {
    for odd in [
      [], [0x30], [0x30, 0x80], [0x30, 0x05, 1], [0x30, 0x81], [0x30, 0x82, 0xFF], [0x30, 0x82, 0xFF, 0xFF, 0],
      [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0], [0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0],
      [0x31, 0],
    ] as [[UInt8]] {
      var reader = DERReader(odd)
      #expect(reader.next(DERReader.sequence) == nil)
      #expect(RSAShape.publicContent(odd) == nil)
      #expect(RSAShape.privateContent(odd) == nil)
      #expect(RSAShape.privateBits(odd) == nil)
      #expect(RSAShape.publicBits(odd) == nil)
    }
  }

  @Test("elements are read one after the other")
  func elements() {
    var reader = DERReader([0x02, 1, 7, 0x04, 0x81, 2, 8, 9, 0x30, 2, 0x02, 0])
    #expect(reader.next(DERReader.bytes) == nil)
    #expect(reader.next(DERReader.integer) == [7])
    #expect(reader.next(DERReader.bytes) == [8, 9])
    var inner = reader.nextSequence()
    #expect(inner?.next(DERReader.integer) == [])
    #expect(inner?.next(DERReader.integer) == nil)
    #expect(reader.nextSequence() == nil)
  }

  @Test("the bits of a modulus are counted without leading zeros")
  func bits() {
    #expect(RSAShape.publicBits([0x30, 3, 0x02, 1, 1]) == 1)
    #expect(RSAShape.publicBits([0x30, 4, 0x02, 2, 0, 0x80]) == 8)
    #expect(RSAShape.privateBits([0x30, 7, 0x02, 1, 0, 0x02, 2, 0x01, 0xFF]) == 9)
    #expect(RSAShape.publicBits([0x30, 3, 0x02, 1, 0]) == nil)
    #expect(!RSALimits.allow(2047) && RSALimits.allow(2048) && !RSALimits.allow(2050))
    #expect(RSALimits.allow(8192) && !RSALimits.allow(8200))
  }
}
