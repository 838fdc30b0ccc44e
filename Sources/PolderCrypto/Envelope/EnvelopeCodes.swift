public import PolderCore

extension PolderError.Code {
  /// The bytes are no envelope, or break its rules of form.
  public static let envelopeMalformed: Self = "envelope-malformed"
  /// The envelope has a version that is not known here.
  public static let envelopeVersion: Self = "envelope-version"
  /// A length in the envelope is beyond what any envelope needs.
  public static let envelopeTooLarge: Self = "envelope-too-large"
  /// The envelope ends too early.
  public static let envelopeTruncated: Self = "envelope-truncated"
  /// Bytes follow after the end of the envelope.
  public static let envelopeExtended: Self = "envelope-extended"
  /// A part was changed, moved, left out or put in.
  public static let envelopeAltered: Self = "envelope-altered"
  /// The signature is not that of the sender's pinned key.
  public static let envelopeForged: Self = "envelope-forged"
  /// The envelope holds an input where a result is expected, or the other way round.
  public static let envelopeKind: Self = "envelope-kind"
  /// The envelope names another organization as its sender.
  public static let envelopeSender: Self = "envelope-sender"
  /// The envelope names another key of its sender than the pinned one.
  public static let envelopeSenderKey: Self = "envelope-sender-key"
  /// This organization is none of the recipients.
  public static let envelopeRecipient: Self = "envelope-recipient"
  /// This organization is a recipient, but with another key.
  public static let envelopeRecipientKey: Self = "envelope-recipient-key"
  /// The key of the content can not be unwrapped, or is not the one that the header commits to.
  public static let envelopeKey: Self = "envelope-key"
  /// The envelope answers another task.
  public static let envelopeNonce: Self = "envelope-nonce"
  /// The envelope was made for another image, other databases or another collaboration.
  public static let envelopeContext: Self = "envelope-context"
  /// The parties of a new envelope are none, too many, or one of them twice.
  public static let envelopeParties: Self = "envelope-parties"
  /// A setting of a new envelope is beyond its bounds.
  public static let envelopeSettings: Self = "envelope-settings"
  /// The stream was already ended, or had failed.
  public static let envelopeFinished: Self = "envelope-finished"
  /// The system could not seal, sign or wrap.
  public static let envelopeUnsealed: Self = "envelope-unsealed"
  /// The same envelope came before, for another run.
  public static let envelopeReplayed: Self = "envelope-replayed"
  /// The envelope is older than replays are remembered.
  public static let envelopeTooOld: Self = "envelope-too-old"
  /// The envelope was made in the future, by the clock here.
  public static let envelopeEarly: Self = "envelope-early"
  /// Replays of no further sender can be remembered.
  public static let envelopeLedgerFull: Self = "envelope-ledger-full"
  /// Envelopes are required, and not all parties are known to read them.
  public static let encryptionRequired: Self = "encryption-required"
  /// The old format came from a party that answers envelopes with envelopes.
  public static let encryptionDowngraded: Self = "encryption-downgraded"
  /// An envelope came where none was asked for.
  public static let encryptionUnexpected: Self = "encryption-unexpected"
}
