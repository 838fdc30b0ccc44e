public import PolderCore
public import PolderSQL

/// Where events wait, in the database, until they are sent.
public protocol EventOutbox: Sendable {
  /// Writes an event; the payload is JSON.
  func append(room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction) throws
  /// Says that events were committed.
  func wake()
}

/// For services without events: an announcement is an error.
public struct NoOutbox: EventOutbox {
  /// No outbox.
  public init() {}
  /// Refuses.
  public func append(
    room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction
  ) throws {
    throw PolderError("http-no-outbox", "This service announces no events.", object: event.rawValue)
  }
  /// Nothing.
  public func wake() {}
}
