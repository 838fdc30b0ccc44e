/// What the configuration says under `encryption`.
public enum EncryptionRule: String, Sendable, Hashable, CaseIterable {
  /// The envelope where all parties are known to read it, the incumbent's format otherwise.
  case compatible
  /// The envelope, or nothing.
  case require
}
