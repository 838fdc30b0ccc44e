public import PolderCore

/// Texts of collaborations that are not encrypted: base64, so that anybody can read them.
public enum UnencryptedText {
  /// The text of bytes.
  public static func seal(_ bytes: [UInt8]) -> String {
    var writer = Base64Writer()
    let text = writer.update(bytes)
    return String(decoding: text + writer.finish(), as: UTF8.self)
  }

  /// The bytes of a text.
  /// - Parameter text: base64; other characters are skipped, as the incumbent does
  /// - Returns: what it stands for
  /// - Throws: `PolderError` when its padding is wrong
  public static func open(_ text: String) throws(PolderError) -> [UInt8] {
    var reader = Base64Reader()
    let bytes = reader.update(text.utf8)
    guard reader.isWhole else { throw UnencryptedFailure.cutOff() }
    return bytes
  }
}
