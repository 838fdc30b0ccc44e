import PolderCore
import PolderSQL
import PolderService

/// The events in the database, in the order in which they were committed.
enum OutboxRepository {
  /// Where the events that are still there begin and end.
  struct Bounds {
    /// The number of the last event that was removed; 0 when none was.
    let removed: Int64
    /// The number of the last event; 0 when there was none.
    let newest: Int64
  }

  static func append(
    room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction
  ) throws {
    let collaboration: CollaborationID? =
      switch room {
      case .allNodes: nil
      case .collaboration(let id), .organization(let id, _): id
      }
    try sql.execute(
      """
      INSERT INTO polder_outbox (created_at, collaboration_id, rooms, event, payload) \
      VALUES (\(moment), \(collaboration), \(room.description), \(event.rawValue), \(payload))
      """)
  }

  static func bounds(_ sql: Transaction) throws -> Bounds {
    let row = try sql.first(
      """
      SELECT (SELECT MAX(id) FROM polder_outbox), \
      (SELECT number FROM polder_high_water WHERE name = 'polder_outbox')
      """)
    let removed = try row?.optionalInt64(1) ?? 0
    return Bounds(removed: removed, newest: max(try row?.optionalInt64(0) ?? 0, removed))
  }

  static func events(after: Int64, in rooms: [String]?, limit: Int64, _ sql: Transaction) throws -> [Wire.Event] {
    var query: SQL = "SELECT id, event, rooms, payload, created_at FROM polder_outbox WHERE id > \(after)"
    if let rooms { query += " AND rooms IN \(list: rooms)" }
    return try sql.rows(query + " ORDER BY id LIMIT \(limit)") { row in
      Wire.Event(
        id: try row.int64(0), event: try row.text(1), room: try row.text(2),
        payload: try JSONValue(parsing: try row.text(3)), createdAt: try row.timestamp(4))
    }
  }

  /// Removes events older than a moment and notes how far, so that who asks from before learns of it.
  static func remove(before moment: Timestamp, _ sql: Transaction) throws {
    let last = try sql.first("SELECT MAX(id) FROM polder_outbox WHERE created_at < \(moment)")?.optionalInt64(0)
    guard let last else { return }
    try sql.execute("DELETE FROM polder_outbox WHERE id <= \(last)")
    try sql.execute(
      """
      INSERT INTO polder_high_water (name, number) VALUES ('polder_outbox', \(last)) \
      ON CONFLICT (name) DO UPDATE SET number = \(sql.dialect.greater("polder_high_water.number", "excluded.number"))
      """)
  }
}
