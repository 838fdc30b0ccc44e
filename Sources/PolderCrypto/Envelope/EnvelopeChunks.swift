import Crypto
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Seals and opens the chunks of one envelope: each stands under a nonce of its own that tells its place and whether it is
/// the last, so that none can be moved, left out or put in.
///
/// On the wire a chunk is a word with its length and the flag of the last, the ciphertext, and the tag.
struct EnvelopeChunks: Sendable {
  /// How many bytes a chunk has more than its plaintext.
  static let overhead = EnvelopeForm.wordLength + EnvelopeForm.tagLength

  let key: SymmetricKey
  let prefix: [UInt8]
  let headerHash: [UInt8]
  let size: Int
  let proof: EnvelopeProof

  /// One chunk as it is sent.
  struct Record {
    /// All of it, from the word to the tag.
    let bytes: ArraySlice<UInt8>
    let isLast: Bool

    /// How many bytes of plaintext it holds.
    var count: Int { bytes.count - EnvelopeChunks.overhead }
    var ciphertext: ArraySlice<UInt8> { bytes.dropFirst(EnvelopeForm.wordLength).dropLast(EnvelopeForm.tagLength) }
    var tag: ArraySlice<UInt8> { bytes.suffix(EnvelopeForm.tagLength) }
  }

  /// Chunks as they are sent, or what they held, with the hashes of the chunks.
  struct Batch {
    var bytes: [UInt8]
    let leaves: [UInt8]
  }

  private func nonce(_ index: UInt32, isLast: Bool) throws -> AES.GCM.Nonce {
    let counter = withUnsafeBytes(of: index.bigEndian) { Array($0) }
    return try AES.GCM.Nonce(data: prefix + counter + [isLast ? 1 : 0])
  }

  private static func word(_ count: Int, isLast: Bool) -> [UInt8] {
    withUnsafeBytes(of: (UInt32(count) | (isLast ? EnvelopeForm.lastFlag : 0)).bigEndian) { Array($0) }
  }

  /// Seals the next chunks: all full, but for the last one of the envelope.
  func seal(_ pieces: [ArraySlice<UInt8>], from first: UInt32, endsHere: Bool) throws(PolderError) -> Batch {
    try requireRoom(pieces.count, after: first)
    let length = pieces.reduce(0) { $0 + $1.count + Self.overhead }
    var leaves = [UInt8](repeating: 0, count: pieces.count * EnvelopeForm.digestLength)
    var failure: (any Error)?
    let records = [UInt8](unsafeUninitializedCapacity: length) { room, filled in
      let out = ParallelRoom(UnsafeMutableRawBufferPointer(room))
      failure = leaves.withUnsafeMutableBytes { leaves in
        let leaves = ParallelRoom(leaves)
        return Parallel.forEach(pieces.count) { index in
          let piece = pieces[index]
          let isLast = endsHere && index == pieces.count - 1
          let box = try AES.GCM.seal(
            piece, using: key, nonce: nonce(first + UInt32(index), isLast: isLast), authenticating: headerHash)
          let record = out.part(index * (size + Self.overhead), piece.count + Self.overhead)
          record.copyBytes(from: Self.word(piece.count, isLast: isLast))
          let sealed = EnvelopeForm.wordLength + piece.count
          box.ciphertext.copyBytes(
            to: UnsafeMutableRawBufferPointer(rebasing: record[EnvelopeForm.wordLength..<sealed]))
          box.tag.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: record[sealed...]))
          EnvelopeDigest.hash(UnsafeRawBufferPointer(record), for: proof, to: Self.leaf(index, of: leaves))
        }
      }
      filled = failure == nil ? length : 0
    }
    if let failure { throw PolderError(.envelopeUnsealed, "AES-256-GCM could not seal.", cause: failure) }
    return Batch(bytes: records, leaves: leaves)
  }

  /// Opens the next chunks.
  func open(_ records: [Record], from first: UInt32) throws(PolderError) -> Batch {
    try requireRoom(records.count, after: first)
    let length = records.reduce(0) { $0 + $1.count }
    var leaves = [UInt8](repeating: 0, count: records.count * EnvelopeForm.digestLength)
    var failure: (any Error)?
    let plaintext = [UInt8](unsafeUninitializedCapacity: length) { room, filled in
      let out = ParallelRoom(UnsafeMutableRawBufferPointer(room))
      failure = leaves.withUnsafeMutableBytes { leaves in
        let leaves = ParallelRoom(leaves)
        return Parallel.forEach(records.count) { index in
          let record = records[index]
          let box = try AES.GCM.SealedBox(
            nonce: nonce(first + UInt32(index), isLast: record.isLast), ciphertext: record.ciphertext, tag: record.tag)
          let opened = try AES.GCM.open(box, using: key, authenticating: headerHash)
          opened.copyBytes(to: out.part(index * size, record.count))
          record.bytes.withUnsafeBytes { EnvelopeDigest.hash($0, for: proof, to: Self.leaf(index, of: leaves)) }
        }
      }
      filled = failure == nil ? length : 0
    }
    if let failure {
      throw PolderError(
        .envelopeAltered, "The content of the envelope was altered, or its parts were moved or cut.",
        nextStep: "Fetch it again, and do not use what came of it. If it stays so, ask the sender to send it again.",
        cause: failure)
    }
    return Batch(bytes: plaintext, leaves: leaves)
  }

  private static func leaf(_ index: Int, of leaves: ParallelRoom) -> UnsafeMutableRawBufferPointer {
    leaves.part(index * EnvelopeForm.digestLength, EnvelopeForm.digestLength)
  }

  private func requireRoom(_ chunks: Int, after first: UInt32) throws(PolderError) {
    guard chunks <= Int(UInt32.max - first) else {
      throw PolderError(
        .envelopeTooLarge, "An envelope has 4,294,967,295 chunks at the most.",
        nextStep: "Divide what is to be sent, or take larger chunks.")
    }
  }
}
