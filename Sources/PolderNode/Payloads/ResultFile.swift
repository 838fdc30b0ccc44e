import Crypto
import PolderCore
import PolderCrypto

/// A result that is too large to be held, in the file in which its algorithm left it: no process of the run lives any more,
/// so that it stays as it was judged.
struct ResultFile: Sendable, Hashable {
  /// The file.
  let path: String
  /// How many bytes it had when it was judged.
  let count: Int

  init(path: String, count: Int) {
    self.path = path
    self.count = count
  }

  /// A file that is too large to be held; nil for a smaller one, and when there is none.
  /// - Throws: `PolderError` `node-output-unreadable` or `node-output-too-large`
  init?(large path: String, over held: Int, limit: Int) throws {
    guard let count = try RunFile.size(path, limit: limit), count > held else { return nil }
    self.path = path
    self.count = count
  }

  /// The SHA-256 of its bytes in hexadecimal digits; nil when they can not be read any more.
  /// - Throws: `PolderError` when they can not be read at the moment
  func hash() throws(PolderError) -> String? {
    do throws(PolderError) {
      let reader = try ResultFileReader(self)
      var hash = SHA256()
      while let piece = try reader.next() { hash.update(data: piece) }
      return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    } catch {
      guard error.code == .nodeOutputUnreadable else { throw error }
      // Nothing is sent of it either.
      return nil
    }
  }

  /// The bytes, piece by piece, as often as they are needed.
  var source: PieceSource {
    PieceSource(length: count) {
      let reader = try ResultFileReader(self)
      return { try reader.next() }
    }
  }

  /// All bytes at once.
  func bytes() async throws -> [UInt8] {
    let read = try await source.open()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while let piece = try await read() { bytes += piece }
    return bytes
  }
}
