/// The input of a run, as its algorithm reads it.
struct OpenedInput: Sendable {
  /// The bytes; none where they are too many to be held, and wait in the run's spool file (``RunFolders/spooledInput``).
  let bytes: [UInt8]
  /// How the result has to be sealed; nil in a collaboration without encryption.
  let terms: ReplyTerms?
  /// Whether the input waits in the spool file.
  var isSpooled = false
}
