import PolderCore
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test(
    "the vectors of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(plain: String, text: String) {
    #expect(Base64.encode(plain.utf8) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test("every byte survives, at every length")
  func roundTrip() {
    for length in 0...300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  @Test(
    "strict reading refuses what does not belong there", arguments: ["Zg", "Zg=", "Z", "Zg==Zg==", "Z g==", "Zm9*"])
  func strict(text: String) { #expect(Base64.decode(text) == nil) }

  @Test("lenient reading skips other characters, as the incumbent does, but wants its padding")
  func lenient() {
    #expect(Base64.decode("Zm\n9v!", lenient: true) == Array("foo".utf8))
    #expect(Base64.decode("Zg==$Zg==", lenient: true) == Array("f".utf8))
    #expect(Base64.decode("Z-m_9v", lenient: true) == Array("foo".utf8))
    #expect(Base64.decode("Zg", lenient: true) == nil)
  }

  @Test("tokens have no padding and the alphabet of addresses")
  func addresses() {
    #expect(Base64.decode("-_8", padded: false) == [0xFB, 0xFF])
    #expect(Base64.encodeForAddress([0xFB, 0xFF]) == "-_8")
  }
}
