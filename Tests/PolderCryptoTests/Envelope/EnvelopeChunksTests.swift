import Crypto
import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeChunksTests {
  static let size = 64 << 10
  let key = SymmetricKey(size: .bits256)
  let prefix = RandomBytes.make(7)
  let hash = RandomBytes.make(32)

  func chunks(_ proof: EnvelopeProof = .everyone, prefix: [UInt8]? = nil, hash: [UInt8]? = nil) -> EnvelopeChunks {
    EnvelopeChunks(
      key: key, prefix: prefix ?? self.prefix, headerHash: hash ?? self.hash, size: Self.size, proof: proof)
  }

  func sealed(_ count: Int, from first: UInt32 = 0, endsHere: Bool = false) throws -> [EnvelopeChunks.Record] {
    let piece = EnvelopeSealerTests.bytes(Self.size)
    let batch = try chunks().seal(Array(repeating: piece[...], count: count), from: first, endsHere: endsHere)
    let length = Self.size + EnvelopeChunks.overhead
    return (0..<count).map {
      EnvelopeChunks.Record(
        bytes: batch.bytes[$0 * length..<($0 + 1) * length], isLast: endsHere && $0 == count - 1)
    }
  }

  @Test("many chunks at once are the chunks one after the other")
  func batches() throws {
    let pieces = (0..<9).map { EnvelopeSealerTests.bytes(Self.size + $0)[...].dropFirst($0) } + [[1, 2, 3]]
    let together = try chunks().seal(pieces, from: 0, endsHere: true)
    var (bytes, leaves): ([UInt8], [UInt8]) = ([], [])
    for (index, piece) in pieces.enumerated() {
      let one = try chunks().seal([piece], from: UInt32(index), endsHere: index == pieces.count - 1)
      bytes += one.bytes
      leaves += one.leaves
    }
    #expect(together.bytes == bytes)
    #expect(together.leaves == leaves)
    #expect(leaves.count == pieces.count * 32)
  }

  @Test("the same text is another ciphertext in each place, and as the last")
  func places() throws {
    let records = try sealed(5) + sealed(1, from: 4, endsHere: true)
    #expect(Set(records.map { Array($0.ciphertext) }).count == 6)
    #expect(Set(records.map { Array($0.tag) }).count == 6)
  }

  @Test("a chunk opens in its own place alone, under its own header, prefix and key")
  func bound() throws {
    let records = try sealed(3)
    let opened = try chunks().open(records, from: 0)
    #expect(opened.bytes.count == 3 * Self.size)
    #expect(opened.bytes.prefix(Self.size).elementsEqual(EnvelopeSealerTests.bytes(Self.size)))
    let last = EnvelopeChunks.Record(bytes: records[0].bytes, isLast: true)
    let wrong: [(EnvelopeChunks, [EnvelopeChunks.Record], UInt32)] = [
      (chunks(), records, 1), (chunks(), [records[1], records[0], records[2]], 0), (chunks(), [last], 0),
      (chunks(prefix: RandomBytes.make(7)), records, 0), (chunks(hash: RandomBytes.make(32)), records, 0),
      (
        EnvelopeChunks(
          key: SymmetricKey(size: .bits256), prefix: prefix, headerHash: hash, size: Self.size, proof: .everyone),
        records,
        0
      ),
    ]
    for (chunks, records, first) in wrong {
      #expect(try refusal { _ = try chunks.open(records, from: first) }.code == .envelopeAltered)
    }
  }

  @Test("one bad chunk among many gives nothing of any")
  func oneBad() throws {
    var records = try sealed(8)
    var bytes = Array(records[5].bytes)
    bytes[bytes.count - 1] ^= 1
    records[5] = EnvelopeChunks.Record(bytes: bytes[...], isLast: false)
    #expect(try refusal { _ = try chunks().open(records, from: 0) }.code == .envelopeAltered)
  }

  @Test("the number of a chunk does not run over")
  func overflow() throws {
    let piece = [UInt8](repeating: 1, count: 10)[...]
    _ = try chunks().seal([piece], from: .max - 1, endsHere: true)
    #expect(
      try refusal { _ = try chunks().seal([piece, piece], from: .max - 1, endsHere: true) }.code == .envelopeTooLarge)
    #expect(try refusal { _ = try chunks().seal([piece], from: .max, endsHere: true) }.code == .envelopeTooLarge)
  }

  @Test("the hashes of chunks depend on the proof, their bytes do not")
  func proofs() throws {
    let piece = EnvelopeSealerTests.bytes(100)[...]
    let one = try chunks(.everyone).seal([piece], from: 0, endsHere: true)
    let other = try chunks(.recipient).seal([piece], from: 0, endsHere: true)
    #expect(one.bytes == other.bytes)
    #expect(one.leaves != other.leaves)
  }

  @Test("what is opened has the hashes that were signed", arguments: EnvelopeProof.allCases)
  func leaves(proof: EnvelopeProof) throws {
    let pieces = [EnvelopeSealerTests.bytes(Self.size)[...], [7]]
    let batch = try chunks(proof).seal(pieces, from: 3, endsHere: true)
    let middle = Self.size + EnvelopeChunks.overhead
    let records = [
      EnvelopeChunks.Record(bytes: batch.bytes[..<middle], isLast: false),
      EnvelopeChunks.Record(bytes: batch.bytes[middle...], isLast: true),
    ]
    let opened = try chunks(proof).open(records, from: 3)
    #expect(opened.leaves == batch.leaves)
    #expect(opened.bytes == pieces[0] + [7])
  }

  @Test(
    "a word tells length and end, and is held against the bounds before anything follows",
    arguments: [
      ([0, 1, 0, 0], true, 65_556, false), ([0, 1, 0, 0], false, 65_556, false), ([0x80, 0, 0, 0], true, 20, true),
      ([0x80, 0, 0, 1], false, 21, true), ([0x80, 1, 0, 0], false, 65_556, true),
    ] as [([UInt8], Bool, Int, Bool)])
  func words(word: [UInt8], isFirst: Bool, bytes: Int, isLast: Bool) throws {
    let length = try #require(try chunks().length(of: word, isFirst: isFirst))
    #expect(length.bytes == bytes)
    #expect(length.isLast == isLast)
  }

  @Test(
    "a word that no sealer writes is refused",
    arguments: [
      ([0, 0, 0, 0], PolderError.Code.envelopeMalformed), ([0, 0, 0xFF, 0xFF], .envelopeMalformed),
      ([0x80, 0, 0, 0], .envelopeMalformed), ([0, 1, 0, 1], .envelopeTooLarge), ([0x80, 1, 0, 1], .envelopeTooLarge),
      ([0x7F, 0xFF, 0xFF, 0xFF], .envelopeTooLarge), ([0xFF, 0xFF, 0xFF, 0xFF], .envelopeTooLarge),
    ] as [([UInt8], PolderError.Code)])
  func wrongWords(word: [UInt8], code: PolderError.Code) throws {
    #expect(try refusal { _ = try chunks().length(of: word, isFirst: false) }.code == code)
    #expect(try chunks().length(of: Array(word.dropLast()), isFirst: false) == nil)
  }
}
