package import PolderCore

/// One input that a ledger remembers, as a database keeps it.
package struct NonceRecord: Sendable, Hashable {
  /// The nonce of the task.
  package let nonce: TaskNonce
  /// The run that the input came with.
  package let run: RunID
  /// When its sender made it.
  package let created: Timestamp

  /// An input of one sender.
  package init(nonce: TaskNonce, run: RunID, created: Timestamp) {
    self.nonce = nonce
    self.run = run
    self.created = created
  }
}
