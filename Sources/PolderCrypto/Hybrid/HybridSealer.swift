public import PolderCore

/// Encrypts a stream in the incumbent's blob form: a header in ASCII, and the raw ciphertext behind it.
///
/// Anything can be in it, JSON or not. As with `HybridText`, nothing is authenticated.
public struct HybridSealer: ByteFilter {
  private var cipher: CounterCipher
  private var header: [UInt8]

  /// A sealer at the start of a stream, with a new random key.
  /// - Parameter key: the key of who is to read it
  /// - Throws: `PolderError` when encryption is not possible
  public init(for key: PublicKey) throws(PolderError) {
    try self.init(
      for: key, key: HybridHeader.newKey(), counter: RandomBytes.make(CounterCipher.blockLength))
  }

  /// A sealer with a given key and first counter.
  init(for recipient: PublicKey, key: [UInt8], counter: [UInt8]) throws(PolderError) {
    guard let cipher = CounterCipher(key: key, counter: counter) else {
      throw PolderError("crypto-cipher", "AES-256-CTR needs 32 bytes of key and 16 bytes of counter.")
    }
    self.cipher = cipher
    header = try HybridHeader.make(key: key, counter: counter, for: recipient)
  }

  /// The ciphertext of the next piece; with the first comes the header.
  public mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    try cipher.apply(bytes[...], after: takeHeader())
  }

  /// The header, when there was no piece.
  public mutating func finish() throws(PolderError) -> [UInt8] { takeHeader() }

  /// The header, once.
  mutating func takeHeader() -> [UInt8] {
    defer { header = [] }
    return header
  }

  /// The ciphertext of the next piece, without the header.
  mutating func apply(_ bytes: ArraySlice<UInt8>) throws(PolderError) -> [UInt8] { try cipher.apply(bytes) }
}
