public import PolderCore

extension PolderError.Code {
  /// Another key was given for an organization than the one that is pinned.
  public static let keyChanged: Self = "key-changed"
  /// No key is pinned for the organization.
  public static let keyUnknown: Self = "key-unknown"
  /// The fingerprint that was confirmed is not that of the pinned key.
  public static let keyFingerprintDiffers: Self = "key-fingerprint-differs"
  /// More organizations than pins are kept for.
  public static let keyPinsFull: Self = "key-pins-full"
  /// The text is no statement of an organization about its key.
  public static let keyStatementMalformed: Self = "key-statement-malformed"
  /// The statement was not signed with the pinned key of its organization.
  public static let keyStatementForged: Self = "key-statement-forged"
  /// The file with the pins can not be read as such.
  public static let keyPinFileUnreadable: Self = "key-pin-file-unreadable"
  /// The file with the pins can not be locked.
  public static let keyPinFileUnusable: Self = "key-pin-file-unusable"
}
