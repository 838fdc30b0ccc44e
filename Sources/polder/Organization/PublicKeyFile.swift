import PolderCore
import PolderCrypto
import PolderPrompt

/// The file of a public key, as an option names it.
enum PublicKeyFile {
  /// The key in the form of the API; nil where no file is named.
  /// - Throws: `PolderError` when the file can not be read, or is no public key
  static func encoded(_ path: String?) throws(PolderError) -> String? {
    guard let path else { return nil }
    let text = String(decoding: try PromptContent.bytes(of: "@" + path, largest: 64 << 10), as: UTF8.self)
    return try PublicKey(pem: text).encoded
  }
}
