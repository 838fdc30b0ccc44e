import PolderCore

/// What stands before the ciphertext: `base64(RSA(key))$base64(iv)$`.
enum HybridHeader {
  /// The most bytes of a header, delimiters included; one for a key of 8192 bits has 1394.
  static let maximumLength = 4 << 10
  /// What ends each of its two parts.
  static let delimiter = UInt8(ascii: "$")

  /// The header of a cipher.
  static func make(key: [UInt8], counter: [UInt8], for recipient: PublicKey) throws(PolderError) -> [UInt8] {
    let wrapped = try recipient.wrapForHybrid(key)
    return Array("\(Base64.encode(wrapped))$\(Base64.encode(counter))$".utf8)
  }

  /// A key that no reader takes for text.
  ///
  /// The incumbent takes a key that happens to be valid UTF-8 for base64, and can not open what it encrypts.
  static func newKey() -> [UInt8] {
    while true {
      let key = RandomBytes.make(CounterCipher.keyLength)
      if !isText(key) { return key }
    }
  }

  /// Whether bytes are valid UTF-8.
  static func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The cipher that two parts describe.
  static func open(
    key: some Sequence<UInt8>, counter: some Sequence<UInt8>, with recipient: PrivateKey
  ) throws(PolderError) -> CounterCipher {
    guard let wrapped = Base64.decode(key, lenient: true) else { throw HybridFailure.notBase64("key") }
    guard let counter = Base64.decode(counter, lenient: true) else {
      throw HybridFailure.notBase64("initialization vector")
    }
    guard wrapped.count == recipient.blockLength else { throw HybridFailure.keyLength(wrapped.count, recipient) }
    guard counter.count == CounterCipher.blockLength else { throw HybridFailure.counterLength(counter.count) }
    guard let key = recipient.unwrapFromHybrid(wrapped).flatMap(secret),
      let cipher = CounterCipher(key: key, counter: counter)
    else { throw HybridFailure.wrongKey(recipient.publicKey) }
    return cipher
  }

  /// The key as it was encrypted: raw, or as base64 text, as clients in R and JavaScript did.
  private static func secret(_ bytes: [UInt8]) -> [UInt8]? {
    bytes.count == CounterCipher.keyLength ? bytes : Base64.decode(bytes, lenient: true)
  }
}
