public import PolderCore

/// Texts in the incumbent's format, as `input` and `result` of a run hold them: a random AES key encrypted with RSA, the
/// initialization vector, and the ciphertext of AES-256-CTR, each in base64, with `$` between them.
///
/// The format has no authentication. Whoever holds the public key can make such a text; and whoever carries one can change
/// single bits of the plaintext, or cut bytes off its end, without the key. `open` notices such a change only where what
/// comes out is neither JSON nor base64 any more. `Envelope` closes that hole.
public enum HybridText {
  /// How many bytes are worked on at once: whole groups of base64.
  private static let pieceLength = 192 << 10

  /// Encrypts bytes.
  /// - Parameters:
  ///   - plaintext: JSON or nothing, since the incumbent reads no other content back from a text
  ///   - key: the key of who is to read it
  /// - Returns: the text; another one each time
  /// - Throws: `PolderError` when encryption is not possible
  public static func seal(_ plaintext: [UInt8], for key: PublicKey) throws(PolderError) -> String {
    try seal(
      plaintext, for: key, key: HybridHeader.newKey(), counter: RandomBytes.make(CounterCipher.blockLength))
  }

  /// Decrypts a text, also one of the older forms in which the key, the payload or both were base64 before they were
  /// encrypted.
  /// - Parameters:
  ///   - text: the text
  ///   - key: the key of whom it was encrypted for
  /// - Returns: the plaintext: JSON as it is; what is base64 text instead, as the bytes that it stands for
  /// - Throws: `PolderError` when the text is none, was encrypted for another key, or was damaged and it shows
  public static func open(_ text: String, with key: PrivateKey) throws(PolderError) -> [UInt8] {
    let parts = text.utf8.split(separator: HybridHeader.delimiter, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw HybridFailure.noHeader() }
    guard parts[0].count + parts[1].count + 2 <= HybridHeader.maximumLength else { throw HybridFailure.longHeader() }
    var cipher = try HybridHeader.open(key: parts[0], counter: parts[1], with: key)
    var reader = Base64Reader()
    let ciphertext = reader.update(parts[2])
    guard reader.isWhole else { throw HybridFailure.notBase64("message") }
    let plaintext = try cipher.apply(ciphertext[...])
    if JSONScan.isJSON(plaintext) { return plaintext }
    guard let inner = base64Text(plaintext) else { throw HybridFailure.notReadable() }
    return inner
  }

  /// Encrypts with a given key and first counter.
  static func seal(
    _ plaintext: [UInt8], for recipient: PublicKey, key: [UInt8], counter: [UInt8]
  ) throws(PolderError) -> String {
    var sealer = try HybridSealer(for: recipient, key: key, counter: counter)
    var text = sealer.takeHeader()
    text.reserveCapacity(text.count + (plaintext.count + 2) / 3 * 4)
    var writer = Base64Writer()
    var rest = plaintext[...]
    while !rest.isEmpty {
      let piece = rest.prefix(pieceLength)
      text += writer.update(try sealer.apply(piece))
      rest = rest.dropFirst(piece.count)
    }
    text += writer.finish()
    return String(decoding: text, as: UTF8.self)
  }

  /// What a base64 text stands for; nil for other texts.
  ///
  /// The incumbent skips other characters here too, and so gives garbage for damaged JSON. Nobody writes any but
  /// white space.
  private static func base64Text(_ bytes: [UInt8]) -> [UInt8]? {
    let text = bytes.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return Base64.decode(text, lenient: true).flatMap { isBase64(text) ? $0 : nil }
  }

  private static func isBase64(_ text: [UInt8]) -> Bool {
    text.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
      default: false
      }
    }
  }
}
