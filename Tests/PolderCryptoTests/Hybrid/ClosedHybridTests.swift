import PolderCore
import Testing

@testable import PolderCrypto

@Suite("the old format for readers whose behaviour others see")
struct ClosedHybridTests {
  private let key: PrivateKey

  init() throws { key = try ForeignKeys.small() }

  private func sealed(_ plaintext: [UInt8]) throws -> [UInt8] {
    var sealer = try HybridSealer(for: key.publicKey)
    return try sealer.update(plaintext) + sealer.finish()
  }

  private func open(_ stream: [UInt8], pieces size: Int = 1_000) throws -> [UInt8] {
    var opener = ClosedHybridOpener(with: key)
    var opened: [UInt8] = []
    for start in stride(from: 0, to: stream.count, by: size) {
      opened += try opener.update(Array(stream[start..<min(start + size, stream.count)]))
    }
    return opened + (try opener.finish())
  }

  @Test("JSON comes out whole, short and long, whatever the pieces are", arguments: [1, 64 << 10, 200_000])
  func whole(count: Int) throws {
    let plaintext = Array("\"\(String(repeating: "é", count: count))\"".utf8)
    #expect(try open(try sealed(plaintext)) == plaintext)
    #expect(try open(try sealed(plaintext), pieces: 70_001) == plaintext)
  }

  @Test("whatever is wrong is one and the same error, and no byte of a long content is given before it is judged")
  func same() throws {
    let good = try sealed(Array("{}".utf8))
    var garbled = try sealed([UInt8](repeating: 0x20, count: 100_000))
    for index in garbled.indices.suffix(100_000) { garbled[index] ^= UInt8.random(in: 1...255) }
    var padding = good
    padding[5] = padding[5] == 0x41 ? 0x42 : 0x41
    let bad = [[], Array("$$".utf8), Array("no".utf8), padding, Array(good.dropLast()), garbled, try sealed([0xFF])]
    for stream in bad {
      let error = #expect(throws: PolderError.self) { try open(stream) }
      #expect(error?.code == "crypto-unreadable")
      #expect(error?.cause == nil)
    }
    for text in ["", "$$", "a$b$c", String(decoding: padding, as: UTF8.self)] {
      let error = #expect(throws: PolderError.self) { try HybridText.openClosed(text, with: key) }
      #expect(error?.code == "crypto-unreadable")
    }
  }
}
