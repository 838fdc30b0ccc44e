import PolderCore
import PolderService
import PolderSQL

/// Collaborations, and the algorithm stores that belong to them.
enum CollaborationRepository {
  static func listing() -> Listing { Listing(CollaborationRecord.columns, from: "collaboration") }

  static func find(_ id: CollaborationID, _ sql: Transaction) throws -> CollaborationRecord? {
    var listing = listing()
    listing.equal("collaboration.id", id)
    return try sql.first(listing.query) { try CollaborationRecord($0) }
  }

  static func exists(name: String, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM collaboration WHERE name = \(name)") != nil
  }

  static func insert(_ record: CollaborationRecord, _ sql: Transaction) throws {
    try sql.execute(
      "INSERT INTO collaboration (id, name, encrypted) VALUES \(values: [record.id, record.name, record.isEncrypted])")
  }

  static func update(_ record: CollaborationRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      UPDATE collaboration SET name = \(record.name), encrypted = \(record.isEncrypted) WHERE id = \(record.id)
      """)
  }

  /// Deletes a collaboration together with its algorithm stores: without it they would be open to every collaboration
  /// (deviation 40).
  static func delete(_ id: CollaborationID, _ sql: Transaction) throws {
    let stores = try sql.rows("SELECT id FROM algorithmstore WHERE collaboration_id = \(id)") { try $0.int64(0) }
    try ServerSchema.delete(from: "algorithmstore", ids: stores, sql)
    try ServerSchema.delete(from: "collaboration", ids: [id.rawValue], sql)
  }

  /// How many tasks, nodes and studies a collaboration has.
  static func dependents(of id: CollaborationID, _ sql: Transaction) throws -> (tasks: Int, nodes: Int, studies: Int) {
    let counts = try sql.first(
      """
      SELECT (SELECT COUNT(*) FROM task WHERE collaboration_id = \(id)), \
      (SELECT COUNT(*) FROM node WHERE collaboration_id = \(id)), \
      (SELECT COUNT(*) FROM study WHERE collaboration_id = \(id))
      """)
    return (try counts?.int(0) ?? 0, try counts?.int(1) ?? 0, try counts?.int(2) ?? 0)
  }

  /// The collaboration of an algorithm store, nil for one of all; the outer nil is for a store that is not there.
  static func collaboration(ofStore id: AlgorithmStoreID, _ sql: Transaction) throws -> CollaborationID?? {
    try sql.first("SELECT collaboration_id FROM algorithmstore WHERE id = \(id)") { try $0.optionalID(0) }
  }
}
