import Crypto
import CryptoExtras
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// AES-256-CTR over a stream in pieces of any length: sealing and opening are the same.
///
/// The counter is the whole block, big-endian, and starts over after the last one.
struct CounterCipher: Sendable {
  /// How many bytes a key has.
  static let keyLength = 32
  /// How many bytes a block, and with it the first counter, has.
  static let blockLength = 16
  /// How many bytes are worked on at once: what is written stays in the cache of the processor until it is copied.
  static let pieceLength = 128 << 10

  private let key: SymmetricKey
  private var high: UInt64
  private var low: UInt64
  private var used = 0

  /// A cipher at the start of its stream; nil when key or counter have another length.
  init?(key: [UInt8], counter: [UInt8]) {
    guard key.count == Self.keyLength, counter.count == Self.blockLength else { return nil }
    self.key = SymmetricKey(data: key)
    high = counter[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = counter[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The next bytes of the stream, behind a head that is given as it is.
  mutating func apply(_ bytes: ArraySlice<UInt8>, after head: [UInt8] = []) throws(PolderError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(head.count + bytes.count)
    result.append(contentsOf: head)
    var rest = bytes
    if used > 0, !rest.isEmpty {
      let first = rest.prefix(Self.blockLength - used)
      let block = try crypt((Array(repeating: 0, count: used) + first)[...])
      result.append(contentsOf: block.dropFirst(used))
      advance(used + first.count)
      rest = rest.dropFirst(first.count)
    }
    while !rest.isEmpty {
      let piece = rest.prefix(Self.pieceLength)
      result.append(contentsOf: try crypt(piece))
      advance(piece.count)
      rest = rest.dropFirst(piece.count)
    }
    return result
  }

  /// Goes on by bytes from the start of the block that is being used.
  private mutating func advance(_ count: Int) {
    used = count % Self.blockLength
    let (sum, hasOverflown) = low.addingReportingOverflow(UInt64(count / Self.blockLength))
    low = sum
    if hasOverflown { high &+= 1 }
  }

  private func crypt(_ bytes: ArraySlice<UInt8>) throws(PolderError) -> Data {
    do {
      let counter = try withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { try AES._CTR.Nonce(nonceBytes: $0) }
      return try AES._CTR.encrypt(bytes, using: key, nonce: counter)
    } catch {
      throw PolderError("crypto-cipher", "AES-256-CTR failed.", cause: error)
    }
  }
}
