import PolderCore

/// What can be wrong with a text or a stream in the incumbent's format, each with its own code.
enum HybridFailure {
  /// There are no three parts.
  static func noHeader() -> PolderError {
    PolderError(
      "crypto-hybrid-header", "This is no encrypted text: it has no three parts separated by `$`.",
      nextStep: "Check that the collaboration is encrypted, and that the whole text or stream arrived.")
  }

  /// The header does not end where the longest would.
  static func longHeader() -> PolderError {
    PolderError(
      "crypto-hybrid-header",
      "This is no encrypted text: its header does not end within \(HybridHeader.maximumLength) bytes.",
      nextStep: "Check that the collaboration is encrypted, and that the answer is not a page of a proxy.")
  }

  /// A part is not base64.
  static func notBase64(_ part: String) -> PolderError {
    PolderError(
      "crypto-hybrid-base64", "The \(part) of the encrypted text is not base64; it was cut off or altered.",
      nextStep: "Fetch it again.")
  }

  /// The encrypted key has another length than this private key needs.
  static func keyLength(_ count: Int, _ key: PrivateKey) -> PolderError {
    PolderError(
      "crypto-hybrid-key-length",
      "The encrypted key has \(count) bytes where the private key of \(key.publicKey.fingerprint) needs \(key.blockLength).",
      nextStep:
        "It was encrypted for a key of another length, or cut off: check which key the organization has uploaded.")
  }

  /// The first counter does not have 16 bytes.
  static func counterLength(_ count: Int) -> PolderError {
    PolderError(
      "crypto-hybrid-counter",
      "The initialization vector has \(count) bytes where AES needs \(CounterCipher.blockLength).",
      nextStep: "It was cut off or altered: fetch it again.")
  }

  /// The key can not be decrypted.
  static func wrongKey(_ key: PublicKey) -> PolderError {
    PolderError(
      "crypto-wrong-key", "It was not encrypted for the key \(key.fingerprint), or it was altered on its way.",
      nextStep:
        "Use the private key of the organization it was meant for, and check that this organization has uploaded "
        + "the public half of it.")
  }

  /// What was decrypted is nothing that such a text can hold.
  static func notReadable() -> PolderError {
    PolderError(
      "crypto-hybrid-content", "What was decrypted is neither JSON nor base64: it was altered or cut off on its way.",
      nextStep: "Fetch it again; when that does not help, ask the sender to send it anew.")
  }

  /// Something is wrong, and what it is stays closed.
  static func closed() -> PolderError {
    PolderError(
      "crypto-unreadable",
      "It can not be read: it was not encrypted for this organization's key, was altered or cut off, or holds no JSON.",
      nextStep: "Check that the sender has this organization's present key, and let it be sent anew.")
  }
}
