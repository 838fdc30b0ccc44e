/// What kind of transaction a handler works in.
public enum TransactionMode: Sendable {
  /// None: the handler works without the database; only for open operations.
  case none
  /// One that reads.
  case read
  /// One that writes.
  case write
}
