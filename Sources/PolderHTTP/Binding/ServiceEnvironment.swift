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
  /// The clock.
  public var now: @Sendable () -> Timestamp

  /// What the operations share.
  public init(
    database: any Database, authenticator: any Authenticator, outbox: any EventOutbox = NoOutbox(),
    replies: (any ReplyStore)? = nil, now: @escaping @Sendable () -> Timestamp
  ) {
    self.database = database
    self.authenticator = authenticator
    self.outbox = outbox
    self.replies = replies
    self.now = now
  }
}
