public import PolderCore
public import PolderSQL

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
