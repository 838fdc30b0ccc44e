/// The input of a run, as its algorithm reads it.
struct OpenedInput: Sendable {
  /// The bytes; none where they are too many to be held.
  let bytes: [UInt8]
  /// How the result has to be sealed; nil in a collaboration without encryption.
  let terms: ReplyTerms?
  /// The file in which they wait where they are too many to be held.
  var spool: SpooledInput?
}
