import PolderCore

/// What can be wrong with a key, each with its own code.
enum KeyFailure {
  /// There is no key where one is needed.
  static func missing() -> PolderError {
    PolderError(
      "crypto-key-missing", "The organization has no public key.",
      nextStep: "Let the organization upload its public key, for instance by starting its node or its client once.")
  }

  /// The text is no key.
  static func unreadable(_ what: String, cause: (any Error)? = nil) -> PolderError {
    PolderError(
      "crypto-key-unreadable", what,
      nextStep:
        "Give an RSA key as PEM text: it starts with a line `-----BEGIN …-----` and ends with `-----END …-----`.",
      cause: cause)
  }

  /// The key needs a password.
  static func encrypted() -> PolderError {
    PolderError(
      "crypto-key-encrypted", "The private key is encrypted with a password.",
      nextStep: "Write it without one, for instance with `openssl rsa -in KEY -out NEW`, into a file only you can read."
    )
  }

  /// The key is of another algorithm.
  static func notRSA(_ label: String) -> PolderError {
    PolderError(
      "crypto-key-not-rsa", "The key is no RSA key in PEM form, but `\(label)`.",
      nextStep: "Make an RSA key of 4096 bits, for instance with `polder key generate`.")
  }

  /// A public key or a certificate stands where a private key is needed.
  static func notPrivate(_ label: String) -> PolderError {
    PolderError(
      "crypto-key-not-private", "This is no private key, but `\(label)`.",
      nextStep: "Give the file with the organization's private key.")
  }

  /// A private key stands where a public key is needed.
  static func notPublic(_ label: String) -> PolderError {
    PolderError(
      "crypto-key-not-public", "This is no public key, but `\(label)`.",
      nextStep: "Give the public key, and keep the private key to the organization that owns it.")
  }

  /// The key has a length that is not taken.
  static func badLength(_ bits: Int) -> PolderError {
    PolderError(
      "crypto-key-length",
      "The RSA key has \(bits) bits; from 2048 to 8192, in whole bytes, are taken.",
      nextStep: "Make a key of 4096 bits, for instance with `polder key generate`.")
  }

  /// An operation with a key failed although the key is good.
  static func operation(_ what: String, cause: any Error) -> PolderError {
    PolderError("crypto-key-operation", what, cause: cause)
  }
}
