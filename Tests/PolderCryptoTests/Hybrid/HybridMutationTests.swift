import PolderCore
import Testing

@testable import PolderCrypto

struct HybridMutationTests {
  static let json = #"{"method": "average", "kwargs": {"column": "age"}}"#

  @Test("altered texts are an error with a code, or readable", arguments: [1, 2])
  func texts(seed: UInt64) throws {
    var generator = SeededNumbers(seed: seed)
    let key = try ForeignKeys.small()
    let text = Array(try HybridText.seal(Array(Self.json.utf8), for: key.publicKey).utf8)
    var codes: Set<PolderError.Code> = []
    for _ in 0..<300 {
      var altered = text
      let index = Int.random(in: 0..<text.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: altered[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: altered.remove(at: index)
      default: altered = Array(altered[..<index])
      }
      do {
        let opened = try HybridText.open(String(decoding: altered, as: UTF8.self), with: key)
        // Only a change of the message, of the vector, or of the bits that the last digit of the key does not use can pass.
        #expect(index >= 341)
        #expect(JSONScan.isJSON(opened) || opened.count < Self.json.utf8.count)
      } catch let error {
        codes.insert(error.code)
        #expect(error.nextStep != nil)
        // Nothing of what was decrypted is told.
        #expect(!error.description.contains("average") && !error.description.contains("column"))
      }
    }
    #expect(codes.isSuperset(of: ["crypto-hybrid-base64", "crypto-hybrid-header", "crypto-hybrid-content"]))
  }

  @Test("garbage is never opened, as a text or as a stream", arguments: [3, 4])
  func garbage(seed: UInt64) throws {
    var generator = SeededNumbers(seed: seed)
    let key = try ForeignKeys.small()
    let bytes = Array("$AQ=\n é".utf8)
    for _ in 0..<300 {
      let length = Int.random(in: 0..<400, using: &generator)
      let garbage = (0..<length).map { _ in bytes[Int.random(in: 0..<bytes.count, using: &generator)] }
      let text = try refusal { _ = try HybridText.open(String(decoding: garbage, as: UTF8.self), with: key) }
      #expect(text.code.rawValue.hasPrefix("crypto-"))
      let stream = try refusal { _ = try filter(garbage, in: 17, HybridOpener(with: key)) }
      #expect(stream.code.rawValue.hasPrefix("crypto-"))
    }
  }

  @Test("an opener that has failed gives nothing afterwards either")
  func afterFailure() throws {
    let (key, other) = (try ForeignKeys.small(), try PrivateKey.generate(bits: 2048))
    let stream = try filter(Array(Self.json.utf8), in: 10, HybridSealer(for: key.publicKey))
    var opener = HybridOpener(with: other)
    #expect(try refusal { _ = try opener.update(stream) }.code == "crypto-wrong-key")
    #expect(try opener.update([1, 2, 3]) == [])
    #expect(try refusal { _ = try opener.finish() }.code == "crypto-hybrid-header")
    #expect(opener.heldLength <= HybridHeader.maximumLength)
  }

  @Test("streams in pieces of random lengths are whole", arguments: [5, 6, 7])
  func randomPieces(seed: UInt64) throws {
    var generator = SeededNumbers(seed: seed)
    let key = try ForeignKeys.small()
    let plaintext = (0..<20_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    var (sealer, opener) = (try HybridSealer(for: key.publicKey), HybridOpener(with: key))
    var (rest, opened) = (plaintext[...], [UInt8]())
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 0...700, using: &generator))
      rest = rest.dropFirst(piece.count)
      var sealed = try sealer.update(Array(piece))[...]
      while !sealed.isEmpty {
        let part = sealed.prefix(Int.random(in: 1...300, using: &generator))
        sealed = sealed.dropFirst(part.count)
        opened += try opener.update(Array(part))
      }
      // What went in has come out, but for nothing.
      #expect(opened.count == plaintext.count - rest.count)
    }
    opened += try opener.update(sealer.finish()) + opener.finish()
    #expect(opened == plaintext)
  }
}
