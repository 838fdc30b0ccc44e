import PolderCore
import PolderSQL
import PolderService

/// The servers that share the database, and which of them each caller's newest socket is at.
///
/// A claim gets a fencing number; only the server whose claim is the last may write that the caller is gone.
enum ReplicaRepository {
  /// Counts a server's sign of life; false when it is not among the servers, or is not any more.
  static func beat(_ replica: String, _ sql: Transaction) throws -> Bool {
    try sql.execute("UPDATE polder_replica SET beat = beat + 1 WHERE id = \(replica)") == 1
  }

  /// Puts a server among the servers.
  static func join(_ replica: String, _ sql: Transaction) throws {
    try sql.execute("INSERT INTO polder_replica (id, beat) VALUES (\(replica), 1) ON CONFLICT (id) DO NOTHING")
  }

  /// Takes a server from among them, if its last sign of life was that one; nil is whatever it was.
  static func remove(_ replica: String, beat: Int64?, _ sql: Transaction) throws -> Bool {
    let condition: SQL = beat.map { " AND beat = \($0)" } ?? ""
    return try sql.execute("DELETE FROM polder_replica WHERE id = \(replica)\(condition)") == 1
  }

  /// The servers with their last signs of life.
  static func beats(_ sql: Transaction) throws -> [String: Int64] {
    var beats: [String: Int64] = [:]
    try sql.forEach("SELECT id, beat FROM polder_replica") { row in beats[try row.text(0)] = try row.int64(1) }
    return beats
  }

  /// Notes that a caller's newest socket is at a server; the number of that claim.
  static func claim(_ id: UserID, _ replica: String, _ sql: Transaction) throws -> Int64 {
    let fence = try sql.first(
      """
      INSERT INTO polder_presence (authenticatable_id, owner, fence) VALUES (\(id), \(replica), 1) \
      ON CONFLICT (authenticatable_id) DO UPDATE SET owner = excluded.owner, fence = polder_presence.fence + 1 \
      RETURNING fence
      """)
    guard let fence else { throw SQLError(.other, "The database gave no number for a claim.") }
    return try fence.int64(0)
  }

  /// Gives a claim up; false when there was a later one.
  static func release(_ id: UserID, _ replica: String, fence: Int64, _ sql: Transaction) throws -> Bool {
    try sql.execute(
      """
      UPDATE polder_presence SET owner = NULL \
      WHERE authenticatable_id = \(id) AND owner = \(replica) AND fence = \(fence)
      """) == 1
  }

  /// Gives up what a server claims of some callers.
  static func release(_ ids: [UserID], _ replica: String, _ sql: Transaction) throws {
    try Batches.each(ids) { ids in
      try sql.execute(
        "UPDATE polder_presence SET owner = NULL WHERE owner = \(replica) AND authenticatable_id IN \(list: ids)")
    }
  }

  /// Takes all claims from a server; who was there.
  static func releaseAll(of replica: String, _ sql: Transaction) throws -> [SocketIdentity.Caller] {
    let nodes = try PresenceRepository.nodes("p.owner = \(replica)", sql)
    let users = try sql.rows(
      """
      SELECT u.id, u.username, u.organization_id FROM "user" u \
      JOIN polder_presence p ON p.authenticatable_id = u.id WHERE p.owner = \(replica) ORDER BY u.id
      """
    ) { row in
      SocketIdentity.Caller(
        user: try row.id(0), name: try row.optionalText(1) ?? "", organization: try row.optionalID(2))
    }
    try sql.execute("UPDATE polder_presence SET owner = NULL WHERE owner = \(replica)")
    return nodes + users
  }

  /// Which of some callers no server has.
  static func ownerless(_ ids: [UserID], _ sql: Transaction) throws -> Set<UserID> {
    var owned: Set<UserID> = []
    try Batches.each(ids) { ids in
      try sql.forEach(
        "SELECT authenticatable_id FROM polder_presence WHERE owner IS NOT NULL AND authenticatable_id IN \(list: ids)"
      ) { owned.insert(try $0.id(0)) }
    }
    return Set(ids).subtracting(owned)
  }
}
