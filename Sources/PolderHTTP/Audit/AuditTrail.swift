public import PolderCore
public import PolderSQL

/// Where a service writes down who did or read what.
public protocol AuditTrail: Sendable {
  /// Writes what is done, in the transaction that does it and at its end.
  func append(_ record: AuditRecord, _ sql: Transaction) throws
  /// Takes what was read or refused: it is written soon, together with others. Waits where too much is waiting.
  func take(_ record: AuditRecord) async
}
