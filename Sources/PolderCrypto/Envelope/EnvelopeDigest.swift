import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The digest of all chunks as a tree of two levels, so that chunks can be hashed beside each other.
///
/// Whoever can open an envelope knows its key, and could make other chunks under the same tags: where several can, what is
/// signed has to be a hash of the chunks.
struct EnvelopeDigest: Sendable {
  private static let recordDomain: UInt8 = 0
  private static let rootDomain: UInt8 = 1
  private static let tagDomain: UInt8 = 2

  private var root: SHA256

  init() {
    root = SHA256()
    root.update(data: [Self.rootDomain])
  }

  /// The hash of one chunk as it is sent, or of its length and tag, written to 32 bytes.
  static func hash(_ record: UnsafeRawBufferPointer, for proof: EnvelopeProof, to leaf: UnsafeMutableRawBufferPointer) {
    var hash = SHA256()
    switch proof {
    case .everyone:
      withUnsafeBytes(of: recordDomain) { hash.update(bufferPointer: $0) }
      hash.update(bufferPointer: record)
    case .recipient:
      withUnsafeBytes(of: tagDomain) { hash.update(bufferPointer: $0) }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: record.prefix(EnvelopeForm.wordLength)))
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: record.suffix(EnvelopeForm.tagLength)))
    }
    hash.finalize().withUnsafeBytes { leaf.copyMemory(from: $0) }
  }

  /// Takes the hashes of the next chunks, one after the other.
  mutating func add(_ leaves: [UInt8]) { root.update(data: leaves) }

  /// The digest of all that was added.
  func finish() -> [UInt8] { Array(root.finalize()) }
}
