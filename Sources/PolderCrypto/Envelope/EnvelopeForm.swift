import Crypto
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The fixed words and bounds of version 1: `docs/encryption.md` says what they are for.
enum EnvelopeForm {
  /// The first bytes of every envelope. The first is neither ASCII nor the start of anything in UTF-8, and the ends of
  /// lines show a transport that takes the bytes for text.
  static let magic: [UInt8] = [0x89, 0x50, 0x4C, 0x44, 0x52, 0x0D, 0x0A, 0x1A]
  static let version: UInt16 = 1
  /// What the text of every version begins with.
  static let textFamily = "polder.envelope."
  /// What the text of this version begins with: 16 letters of base64, so that what follows keeps its alignment for who
  /// skips the others, and their first byte is no UTF-8.
  static let textPrefix = "polder.envelope.v1:"

  /// Magic, version, and length of the header.
  static let preambleLength = 14
  static let maximumHeader = 2 << 20
  static let maximumRecipients = 1_024
  /// RSA of 8,192 bits.
  static let maximumWrapped = 1_024
  static let maximumSignature = 1_024
  static let maximumImage = 2_048
  static let maximumDatabases = 128
  static let maximumDatabase = 1_024
  /// The years 1 to 9999: what is beyond can not be written as a date.
  static let moments = Timestamp(seconds: -62_135_596_800)...Timestamp(microseconds: 253_402_300_799_999_999)
  static let chunkSizes = 64 << 10...1 << 20
  /// Large enough that the start of a chunk costs little, small enough for the cache of the processor.
  static let defaultChunkSize = 256 << 10
  static let prefixLength = 7
  static let secretLength = 32
  static let digestLength = 32
  static let tagLength = 16
  /// The word that says a chunk's length and whether it is the last.
  static let wordLength = 4
  static let lastFlag: UInt32 = 1 << 31

  static let headerDomain = Array("polder envelope 1 header\0".utf8)
  static let signatureDomain = Array("polder envelope 1 signature\0".utf8)
  static let contentDomain = Array("polder envelope 1 content".utf8)
  static let commitmentDomain = Array("polder envelope 1 commitment".utf8)

  /// What ties chunks and signature to their header.
  static func headerHash(_ preambleAndHeader: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: headerDomain)
    hash.update(data: preambleAndHeader)
    return Array(hash.finalize())
  }

  /// What the sender signs.
  static func signed(headerHash: [UInt8], digest: [UInt8]) -> [UInt8] { signatureDomain + headerHash + digest }
}
