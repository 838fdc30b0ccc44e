import PolderCore
import PolderService
import PolderSQL

/// Studies and the organizations that take part in them.
enum StudyRepository {
  static func listing() -> Listing { Listing(StudyRecord.columns, from: "study") }

  static func find(_ id: StudyID, _ sql: Transaction) throws -> StudyRecord? {
    var listing = listing()
    listing.equal("study.id", id)
    return try sql.first(listing.query) { try StudyRecord($0) }
  }

  /// The collaboration of a study; the outer nil is for a study that is not there.
  static func collaboration(of id: StudyID, _ sql: Transaction) throws -> CollaborationID?? {
    try sql.first("SELECT collaboration_id FROM study WHERE id = \(id)") { try $0.optionalID(0) }
  }

  static func exists(name: String, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM study WHERE name = \(name)") != nil
  }

  static func insert(_ record: StudyRecord, _ sql: Transaction) throws {
    try sql.execute(
      "INSERT INTO study (id, name, collaboration_id) VALUES \(values: [record.id, record.name, record.collaboration])")
  }

  static func rename(_ id: StudyID, to name: String, _ sql: Transaction) throws {
    try sql.execute("UPDATE study SET name = \(name) WHERE id = \(id)")
  }

  static func add(_ organizations: [OrganizationID], to study: StudyID, _ sql: Transaction) throws {
    try Batches.each(organizations) { ids in
      let rows = ids.map { [$0.sqlValue, study.sqlValue] }
      try sql.execute("INSERT INTO \"StudyMember\" (organization_id, study_id) VALUES \(rows: rows)")
    }
  }

  static func remove(_ organizations: [OrganizationID], from study: StudyID, _ sql: Transaction) throws {
    try Batches.each(organizations) { ids in
      try sql.execute("DELETE FROM \"StudyMember\" WHERE study_id = \(study) AND organization_id IN \(list: ids)")
    }
  }

  /// Ends what organizations that left a collaboration had to do with its studies.
  static func remove(
    _ organizations: [OrganizationID], fromStudiesOf collaboration: CollaborationID, _ sql: Transaction
  ) throws {
    try Batches.each(organizations) { ids in
      try sql.execute(
        """
        DELETE FROM "StudyMember" WHERE organization_id IN \(list: ids) \
        AND study_id IN (SELECT id FROM study WHERE collaboration_id = \(collaboration))
        """)
    }
  }

  /// The organizations of studies, each in the order of the ids.
  static func members(of studies: [StudyID], _ sql: Transaction) throws -> [StudyID: [OrganizationRecord]] {
    var members: [StudyID: [OrganizationRecord]] = [:]
    try Batches.each(studies) { ids in
      // The table may hold a pair twice.
      let pairs: SQL = "SELECT DISTINCT study_id, organization_id FROM \"StudyMember\""
      try sql.forEach(
        """
        SELECT \(OrganizationRecord.columns), pairs.study_id FROM organization \
        JOIN (\(pairs) WHERE study_id IN \(list: ids)) AS pairs ON pairs.organization_id = organization.id \
        ORDER BY organization.id
        """
      ) { row in
        members[try row.id(8), default: []].append(try OrganizationRecord(row))
      }
    }
    return members
  }

  /// The organizations of one study, in the order of the ids.
  static func members(of study: StudyID, _ sql: Transaction) throws -> [OrganizationRecord] {
    try members(of: [study], sql)[study] ?? []
  }

  static func taskCount(_ study: StudyID, _ sql: Transaction) throws -> Int {
    try sql.first("SELECT COUNT(*) FROM task WHERE study_id = \(study)") { try $0.int(0) } ?? 0
  }

  /// The ids of a collaboration's studies.
  static func ids(of collaboration: CollaborationID, _ sql: Transaction) throws -> [Int64] {
    try sql.rows("SELECT id FROM study WHERE collaboration_id = \(collaboration)") { try $0.int64(0) }
  }
}
