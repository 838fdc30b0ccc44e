/// What was brought to the server as the result of a run: the same for the same recipient need not be brought again.
struct ResultUpload: Sendable, Hashable {
  /// The SHA-256 of the result as its algorithm made it.
  let digest: String
  /// For whom it was sealed: ``ResultSealing/recipient``.
  let recipient: String
}
