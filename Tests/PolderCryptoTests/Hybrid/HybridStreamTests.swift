import PolderCore
import Testing

@testable import PolderCrypto

struct HybridStreamTests {
  @Test("pieces of any length make the same stream, and open again", arguments: [1, 5, 16, 17, 1000, 70_000])
  func pieces(length: Int) throws {
    let key = try ForeignKeys.small()
    let plaintext = RandomBytes.make(length == 1 ? 300 : 3 * length + 11)
    let (aes, counter) = (RandomBytes.make(32), RandomBytes.make(16))
    func sealer() throws -> HybridSealer { try HybridSealer(for: key.publicKey, key: aes, counter: counter) }
    let (whole, pieced) = (
      try filter(plaintext, in: plaintext.count, sealer()), try filter(plaintext, in: length, sealer())
    )
    // RSA pads with random bytes, so that the first part of the header differs.
    #expect(pieced.drop { $0 != HybridHeader.delimiter } == whole.drop { $0 != HybridHeader.delimiter })
    #expect(pieced.count == 344 + 24 + 2 + plaintext.count)
    for inner in [pieced.count < 5000 ? 1 : 4099, length, pieced.count] {
      #expect(try filter(pieced, in: inner, HybridOpener(with: key)) == plaintext)
    }
  }

  @Test("an empty stream has a header and nothing else")
  func empty() throws {
    let key = try ForeignKeys.small()
    var sealer = try HybridSealer(for: key.publicKey)
    let stream = try sealer.finish()
    #expect(stream.count == 344 + 24 + 2)
    #expect(try filter(stream, in: 7, HybridOpener(with: key)) == [])
    var other = try HybridSealer(for: key.publicKey)
    let first = try other.update([])
    #expect(first.count == stream.count)
    #expect(try other.finish() == [])
  }

  @Test("a stream without a header fails after a few kilobytes, whatever its pieces", arguments: [1, 1000, 1 << 20])
  func noHeader(length: Int) throws {
    var opener = HybridOpener(with: try ForeignKeys.small())
    let piece = Array(repeating: UInt8(ascii: "A"), count: length)
    var (taken, error) = (0, PolderError?.none)
    while error == nil, taken < 8 << 20 {
      do {
        #expect(try opener.update(piece) == [])
        taken += length
      } catch let failure {
        error = failure
      }
      // What is held does not grow with what comes.
      #expect(opener.heldLength <= HybridHeader.maximumLength)
    }
    #expect(error?.code == "crypto-hybrid-header")
    #expect(taken <= HybridHeader.maximumLength)
  }

  @Test("a header is found at the end of its room and not behind it")
  func room() throws {
    let key = try ForeignKeys.small()
    let plaintext = Array("null".utf8)
    let stream = try filter(plaintext, in: 4, HybridSealer(for: key.publicKey))
    // Line breaks are skipped, but count.
    for (count, isGood) in [(HybridHeader.maximumLength - 370, true), (HybridHeader.maximumLength - 369, false)] {
      let padded = Array(repeating: UInt8(ascii: "\n"), count: count) + stream
      for length in [1, 512, padded.count] {
        if isGood {
          #expect(try filter(padded, in: length, HybridOpener(with: key)) == plaintext)
        } else {
          let error = try refusal { _ = try filter(padded, in: length, HybridOpener(with: key)) }
          #expect(error.code == "crypto-hybrid-header")
        }
      }
    }
  }

  @Test("nothing is held once the header was read")
  func held() throws {
    let key = try ForeignKeys.small()
    let stream = try filter(RandomBytes.make(100_000), in: 1 << 20, HybridSealer(for: key.publicKey))
    var opener = HybridOpener(with: key)
    var given = 0
    for start in stride(from: 0, to: stream.count, by: 500) {
      let piece = Array(stream[start..<min(start + 500, stream.count)])
      let opened = try opener.update(piece)
      given += opened.count
      // Everything behind the header comes out at once.
      #expect(given == max(0, start + piece.count - 370))
      #expect(opener.heldLength == 0 || start == 0)
    }
    #expect(try opener.finish() == [])
    #expect(given == 100_000)
  }

  @Test("a stream that ends in its header is an error; one that ends later is not noticed")
  func truncated() throws {
    let key = try ForeignKeys.small()
    let plaintext = RandomBytes.make(1000)
    let stream = try filter(plaintext, in: 1000, HybridSealer(for: key.publicKey))
    for length in [0, 1, 343, 344, 345, 369] {
      let error = try refusal { _ = try filter(Array(stream.prefix(length)), in: 100, HybridOpener(with: key)) }
      #expect(error.code == "crypto-hybrid-header", "\(length)")
      #expect(error.nextStep != nil)
    }
    for length in [370, 371, 1369] {
      let opened = try filter(Array(stream.prefix(length)), in: 100, HybridOpener(with: key))
      #expect(opened == Array(plaintext.prefix(length - 370)))
    }
  }

  @Test("a stream for another key, or with an altered header, gives not one byte")
  func wrongKey() throws {
    let (key, other) = (try ForeignKeys.small(), try PrivateKey.generate(bits: 2048))
    let stream = try filter(RandomBytes.make(100), in: 100, HybridSealer(for: key.publicKey))
    var opener = HybridOpener(with: other)
    let error = try refusal { _ = try opener.update(stream) }
    #expect(error.code == "crypto-wrong-key")
    #expect(error.message.contains(other.publicKey.fingerprint.description))
    var altered = stream
    altered[10] = altered[10] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    #expect(try refusal { _ = try filter(altered, in: 9, HybridOpener(with: key)) }.code == "crypto-wrong-key")
    let large = try Vectors.load().key("orgA")
    #expect(
      try refusal { _ = try filter(stream, in: 9, HybridOpener(with: large)) }.code == "crypto-hybrid-key-length")
    for (text, code) in [
      ("$$", "crypto-hybrid-key-length"), ("A$$", "crypto-hybrid-base64"), ("QUJD$A$", "crypto-hybrid-base64"),
      ("<html>$</html>$", "crypto-hybrid-base64"),
    ] as [(String, PolderError.Code)] {
      #expect(try refusal { _ = try filter(Array(text.utf8), in: 3, HybridOpener(with: key)) }.code == code, "\(text)")
    }
  }

  @Test("a stream with the key as base64 text opens too")
  func keyAsText() throws {
    let key = try ForeignKeys.small()
    let (aes, counter) = (RandomBytes.make(32), RandomBytes.make(16))
    let wrapped = try key.publicKey.wrapForHybrid(Array(Base64.encode(aes).utf8))
    var cipher = try #require(CounterCipher(key: aes, counter: counter))
    let head = Array("\(Base64.encode(wrapped))$\(Base64.encode(counter))$".utf8)
    let stream = try cipher.apply(Array("null".utf8)[...], after: head)
    #expect(try filter(stream, in: 5, HybridOpener(with: key)) == Array("null".utf8))
  }

  @Test("a text and a stream differ in base64 alone")
  func sameBytes() throws {
    let key = try ForeignKeys.small()
    let plaintext = Array(#"{"method": "f"}"#.utf8)
    let parts = try HybridText.seal(plaintext, for: key.publicKey).split(separator: "$")
    let stream = Array("\(parts[0])$\(parts[1])$".utf8) + (try #require(Base64.decode(String(parts[2]))))
    #expect(try filter(stream, in: 11, HybridOpener(with: key)) == plaintext)
  }
}
