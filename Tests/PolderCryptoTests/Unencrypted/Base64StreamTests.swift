import PolderCore
import Testing

@testable import PolderCrypto

struct Base64StreamTests {
  @Test("long texts are those that the other encoder of this program writes", arguments: [65_535, 65_536, 65_537])
  func long(length: Int) throws {
    let bytes = RandomBytes.make(length)
    let text = Array(Base64.encode(bytes).utf8)
    var writer = Base64Writer()
    #expect(writer.update(bytes) + writer.finish() == text)
    #expect(writer.finish() == [])
    var reader = Base64Reader()
    #expect(reader.update(text) == bytes)
    #expect(reader.isWhole)
  }

  @Test("a head stands before the text", arguments: 0...7)
  func head(length: Int) {
    let bytes = RandomBytes.make(length)
    var (plain, headed) = (Base64Writer(), Base64Writer())
    for part in [bytes.prefix(1), bytes.dropFirst()] {
      #expect(headed.update(Array(part), after: [0x2A]) == [0x2A] + plain.update(Array(part)))
    }
    #expect(headed.finish() == plain.finish())
  }

  @Test("lines of any length read back, in pieces of any length", arguments: [1, 2, 3, 4, 5, 60, 64, 76])
  func lines(length: Int) {
    let bytes = RandomBytes.make(1000)
    var text: [UInt8] = []
    for (index, character) in Base64.encode(bytes).utf8.enumerated() {
      if index > 0, index % length == 0 { text += [0x0D, 0x0A] }
      text.append(character)
    }
    for piece in [1, 7, 64, text.count] {
      var reader = Base64Reader()
      var (read, rest) = ([UInt8](), text[...])
      while !rest.isEmpty {
        read += reader.update(rest.prefix(piece))
        rest = rest.dropFirst(piece)
      }
      #expect(read == bytes)
      #expect(reader.isWhole)
    }
  }

  @Test("wherever a text is cut into two, both readers give what one gives for the whole")
  func cuts() {
    for text in ["QUJDREVGRw==", "QUJD RE=VG\nRw=x=", "Q-U_J*D===QQ", "QQ=Q=UI=QUJD", "QUJDQ"].map({ Array($0.utf8) }) {
      var whole = Base64Reader()
      let expected = whole.update(text)
      for cut in 0...text.count {
        var reader = Base64Reader()
        #expect(reader.update(text[..<cut]) + reader.update(text[cut...]) == expected)
        #expect((reader.isWhole, reader.hasEnded, reader.hasMore) == (whole.isWhole, whole.hasEnded, whole.hasMore))
      }
    }
  }

  @Test("every character but the 64 is skipped")
  func alphabet() {
    for byte in UInt8.min ... .max {
      var reader = Base64Reader()
      let read = reader.update([0x51, 0x55, byte, 0x4A, 0x44])
      let character = Character(UnicodeScalar(byte))
      let isDigit = byte < 0x80 && (character.isLetter || character.isNumber || byte == 0x2B || byte == 0x2F)
      #expect(isDigit ? reader.position == 1 : read == Array("ABC".utf8), "\(byte)")
    }
  }
}
