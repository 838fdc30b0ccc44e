extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// That there is a key, and the fingerprint of its public half.
  public var description: String { "private key (hidden) of \(publicKey.fingerprint)" }

  /// The same.
  public var debugDescription: String { description }

  /// A mirror that shows nothing of the key.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
