public import PolderCore
public import PolderSQL

/// Where events wait, in the database, until they are sent.
public protocol EventOutbox: Sendable {
  /// Writes an event; the payload is JSON.
  func append(room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction) throws
  /// Says that events were committed.
  func wake()
}
