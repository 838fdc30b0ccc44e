import PolderCore
import PolderHTTP

/// Tells the events behind a cursor, in the rooms that the caller would be in at this moment.
struct ListEventsHandler: Handler {
  typealias Op = ListEvents
  static let mode = TransactionMode.read

  func perform(
    _ call: Call<ListEvents>, _ loaded: Void, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Wire.EventPage> {
    let bounds = try OutboxRepository.bounds(tx.sql)
    guard let after = call.query.after else {
      return Outcome(Wire.EventPage(data: [], cursor: bounds.newest, more: false, lost: false))
    }
    // A cursor ahead of every event is of another database, or of one restored from a backup.
    guard after >= bounds.removed, after <= bounds.newest else {
      return Outcome(Wire.EventPage(data: [], cursor: bounds.newest, more: false, lost: true))
    }
    let limit = min(max(call.query.limit ?? 500, 1), 1_000)
    let rooms = try RoomDirectory.rooms(of: try call.requirePrincipal(), tx.sql).map(\.description)
    var events = try OutboxRepository.events(after: after, in: rooms, limit: limit + 1, tx.sql)
    let more = events.count > limit
    if more { events.removeLast() }
    let cursor = more ? events.last?.id ?? after : bounds.newest
    return Outcome(Wire.EventPage(data: events, cursor: cursor, more: more, lost: false))
  }
}
