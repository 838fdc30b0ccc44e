import Testing

@testable import PolderCrypto

struct CounterCipherTests {
  static let key = Array(0..<32 as Range<UInt8>)

  /// Encrypts zeros in pieces, which gives the stream of the key itself.
  static func stream(_ count: Int, in length: Int, from counter: [UInt8]) throws -> [UInt8] {
    var cipher = try #require(CounterCipher(key: key, counter: counter))
    var result: [UInt8] = []
    while result.count < count {
      let zeros = Array(repeating: 0 as UInt8, count: min(length, count - result.count))
      result += try cipher.apply(zeros[...])
    }
    return result
  }

  @Test("the counter runs over all 128 bits and starts over, as OpenSSL's does", arguments: [1, 15, 16, 17, 33, 80])
  func carry(length: Int) throws {
    let ones = Array(repeating: 0xFF as UInt8, count: 16)
    let zeros = Array(repeating: 0 as UInt8, count: 16)
    for (counter, expected) in [
      (
        ones.dropLast() + [0xFE],
        "63e5b402b51e48ddfaedf9de99cc2744e999e41d4ca770da5387117b5d8f57eef29000b62a499fd0a9f39a6add2e7780"
          + "f05d76ae4ab99fe5a6f69b3148c2363d0ebcb5deb52c83bd08a8a935182c9199"
      ),
      (
        zeros.prefix(8) + ones.prefix(8),
        "a6fbdb5cfde07d1b58fd362177bcffdf511dd5ef9a682b7da49f91c86c4f7ac340c53cef92ef2d643f638b8222db1e85"
      ),
      (
        zeros.prefix(12) + ones.prefix(4),
        "b9c2739810cba157a9fe6a108c6e569e641d1a3a80becff6f0f38f9764fdcf96367ef8288831557408e102950a16e26a"
      ),
    ] {
      let bytes = try Vectors.bytes(hex: expected)
      #expect(try Self.stream(bytes.count, in: length, from: Array(counter)) == bytes)
    }
  }

  @Test("pieces that are longer than what is worked on at once make the same stream")
  func long() throws {
    let counter = Array(repeating: 0xFF as UInt8, count: 16)
    let count = 3 * CounterCipher.pieceLength + 5
    let whole = try Self.stream(count, in: count, from: counter)
    for length in [4099, CounterCipher.pieceLength - 1, CounterCipher.pieceLength + 1, 2 * CounterCipher.pieceLength] {
      #expect(try Self.stream(count, in: length, from: counter) == whole, "\(length)")
    }
    // Behind the first block the counter starts over at zero.
    #expect(try Self.stream(count - 16, in: count, from: Array(repeating: 0, count: 16)) == Array(whole.dropFirst(16)))
  }

  @Test("a head stands before what is encrypted, and nothing is nothing")
  func head() throws {
    let counter = Array(repeating: 7 as UInt8, count: 16)
    var (plain, headed) = (
      try #require(CounterCipher(key: Self.key, counter: counter)),
      try #require(CounterCipher(key: Self.key, counter: counter))
    )
    #expect(try headed.apply([], after: [1, 2]) == [1, 2])
    #expect(try plain.apply([]) == [])
    for bytes in [[1, 2, 3], Array(0..<40)] as [[UInt8]] {
      #expect(try headed.apply(bytes[...], after: [9]) == [9] + plain.apply(bytes[...]))
    }
  }

  @Test("encrypting twice gives the plaintext, for slices too")
  func inverse() throws {
    let (bytes, counter) = (RandomBytes.make(1000), RandomBytes.make(16))
    var (one, two) = (
      try #require(CounterCipher(key: Self.key, counter: counter)),
      try #require(CounterCipher(key: Self.key, counter: counter))
    )
    let sealed = try one.apply(bytes[100..<900])
    #expect(try two.apply(sealed[...]) == Array(bytes[100..<900]))
    #expect(sealed != Array(bytes[100..<900]))
  }

  @Test("keys and counters of another length are none")
  func lengths() {
    #expect(CounterCipher(key: [], counter: RandomBytes.make(16)) == nil)
    #expect(CounterCipher(key: RandomBytes.make(16), counter: RandomBytes.make(16)) == nil)
    #expect(CounterCipher(key: RandomBytes.make(33), counter: RandomBytes.make(16)) == nil)
    #expect(CounterCipher(key: Self.key, counter: RandomBytes.make(12)) == nil)
  }
}
