import Testing

@testable import PolderRealtime

@Suite("Base64") struct Base64Tests {
  @Test(
    "the test vectors of RFC 4648 hold both ways",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(plain: String, coded: String) {
    #expect(text(Base64.encode(bytes(plain))) == coded)
    #expect(Base64.decode(bytes(coded)) == bytes(plain))
  }

  @Test("padding may be missing") func unpadded() {
    #expect(Base64.decode(bytes("Zg")) == bytes("f"))
    #expect(Base64.decode(bytes("Zm8")) == bytes("fo"))
  }

  @Test("what is not base64 is refused", arguments: ["Z", "Zm9v!", "Zg=", "Zg=a", "====", "Zm 9", "-_-_"])
  func malformed(text: String) { #expect(Base64.decode(bytes(text)) == nil) }

  @Test("any bytes come back") func roundTrip() {
    var generator = SeededGenerator(seed: 1)
    for count in 0..<200 {
      let plain = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Base64.decode(Base64.encode(plain)) == plain)
    }
  }
}
