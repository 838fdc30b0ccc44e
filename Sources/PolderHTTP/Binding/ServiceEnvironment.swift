public import PolderCore
public import PolderSQL

/// What the bound operations of a service share.
public struct ServiceEnvironment: Sendable {
  /// The database.
  public var database: any Database
  /// Who tells who calls.
  public var authenticator: any Authenticator
  /// Where events wait to be sent.
  public var outbox: any EventOutbox
  /// Where replies are kept for requests sent again; nil where they are not.
  public var replies: (any ReplyStore)?
  /// Where it is written down who did or read what; nil where it is not.
  public var audit: (any AuditTrail)?
  /// The clock.
  public var now: @Sendable () -> Timestamp

  /// What the operations share.
  public init(
    database: any Database, authenticator: any Authenticator, outbox: any EventOutbox = NoOutbox(),
    replies: (any ReplyStore)? = nil, audit: (any AuditTrail)? = nil, now: @escaping @Sendable () -> Timestamp
  ) {
    self.database = database
    self.authenticator = authenticator
    self.outbox = outbox
    self.replies = replies
    self.audit = audit
    self.now = now
  }
}
