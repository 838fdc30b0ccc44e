import PolderCore
import PolderService
import PolderSQL

/// Collaborations, and what belongs to them and has no repository of its own yet: studies and algorithm stores.
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

  static func insert(
    _ record: CollaborationRecord, organizations: [OrganizationID], _ sql: Transaction
  ) throws {
    try sql.execute(
      "INSERT INTO collaboration (id, name, encrypted) VALUES \(values: [record.id, record.name, record.isEncrypted])")
    try Batches.each(organizations) { ids in
      let rows = ids.map { [$0.sqlValue, record.id.sqlValue] }
      try sql.execute("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES \(rows: rows)")
    }
  }

  /// The collaboration of a study; the outer nil is for a study that is not there.
  static func collaboration(ofStudy id: StudyID, _ sql: Transaction) throws -> CollaborationID?? {
    try sql.first("SELECT collaboration_id FROM study WHERE id = \(id)") { try $0.optionalID(0) }
  }

  /// The collaboration of an algorithm store, nil for one of all; the outer nil is for a store that is not there.
  static func collaboration(ofStore id: AlgorithmStoreID, _ sql: Transaction) throws -> CollaborationID?? {
    try sql.first("SELECT collaboration_id FROM algorithmstore WHERE id = \(id)") { try $0.optionalID(0) }
  }
}
