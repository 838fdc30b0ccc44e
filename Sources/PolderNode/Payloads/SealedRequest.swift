/// A request for a subtask as it goes to the server.
struct SealedRequest: Sendable {
  /// The bytes.
  let body: [UInt8]
  /// What has to be remembered of it; nil in a collaboration without encryption.
  let sent: SentSubtask?
}
