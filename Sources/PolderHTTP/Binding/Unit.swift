public import PolderCore
public import PolderSQL

/// The unit of work of one request: its transaction, and what is to happen once that is committed.
public final class Unit {
  /// The transaction.
  public let sql: Transaction
  /// The moment of the request by the service's clock; of one that writes, the moment of its transaction.
  public let now: Timestamp
  private let outbox: any EventOutbox
  private(set) var hasAnnounced = false
  private(set) var notes: [String: String] = [:]
  private(set) var actor: (principal: String, organization: Int64?)?
  private(set) var effects: [@Sendable () -> Void] = []

  /// A unit of work.
  public init(_ sql: Transaction, now: Timestamp, outbox: any EventOutbox) {
    self.sql = sql
    self.now = now
    self.outbox = outbox
  }

  /// Announces an event to a room: written in this transaction, sent once it is committed.
  public func announce(room: Room, event: EventName, payload: some Encodable) throws {
    let payload = try JSONValueEncoder.bytes(of: payload)
    try outbox.append(
      room: room, event: event, payload: String(decoding: payload, as: UTF8.self), at: now, sql)
    hasAnnounced = true
  }

  /// Does something in this process once the transaction is committed; never when it is not.
  public func afterCommit(_ effect: @escaping @Sendable () -> Void) { effects.append(effect) }

  /// Adds a name and a value to what the audit log tells of this request; never a secret, an input or a result.
  public func note(_ name: String, _ value: String) { notes[name] = AuditRecord.cut(value, 256) }

  /// Says who acts in a request that is open to everybody, for instance who has just logged in.
  public func identify(_ principal: String, organization: OrganizationID? = nil) {
    actor = (principal, organization?.rawValue)
  }
}
