import PolderCore
import PolderService
import PolderSQL

/// Organizations and their membership in collaborations and studies.
enum OrganizationRepository {
  static func listing() -> Listing { Listing(OrganizationRecord.columns, from: "organization") }

  static func find(_ id: OrganizationID, _ sql: Transaction) throws -> OrganizationRecord? {
    var listing = listing()
    listing.equal("organization.id", id)
    return try sql.first(listing.query) { try OrganizationRecord($0) }
  }

  static func exists(name: String, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM organization WHERE name = \(name)") != nil
  }

  /// Those of the ids that are there.
  static func existing(_ ids: [OrganizationID], _ sql: Transaction) throws -> Set<OrganizationID> {
    var found: Set<OrganizationID> = []
    try Batches.each(ids) { ids in
      try sql.forEach("SELECT id FROM organization WHERE id IN \(list: ids)") { found.insert(try $0.id(0)) }
    }
    return found
  }

  static func insert(_ record: OrganizationRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      INSERT INTO organization (id, name, domain, address1, address2, zipcode, country, _public_key) \
      VALUES \(values: [
        record.id, record.name, record.domain, record.address1, record.address2, record.zipcode, record.country,
        record.publicKey,
      ])
      """)
  }

  static func update(_ record: OrganizationRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      UPDATE organization SET name = \(record.name), domain = \(record.domain), address1 = \(record.address1), \
      address2 = \(record.address2), zipcode = \(record.zipcode), country = \(record.country), \
      _public_key = \(record.publicKey) WHERE id = \(record.id)
      """)
  }

  /// The organizations of collaborations, each in the order of the ids.
  static func members(
    of collaborations: [CollaborationID], _ sql: Transaction
  ) throws -> [CollaborationID: [OrganizationRecord]] {
    var members: [CollaborationID: [OrganizationRecord]] = [:]
    try Batches.each(collaborations) { ids in
      // The table may hold a pair twice.
      let pairs: SQL = "SELECT DISTINCT collaboration_id, organization_id FROM \"Member\""
      try sql.forEach(
        """
        SELECT \(OrganizationRecord.columns), pairs.collaboration_id FROM organization \
        JOIN (\(pairs) WHERE collaboration_id IN \(list: ids)) AS pairs ON pairs.organization_id = organization.id \
        ORDER BY organization.id
        """
      ) { row in
        members[try row.id(8), default: []].append(try OrganizationRecord(row))
      }
    }
    return members
  }

  /// The organizations of one collaboration as the wire has them, in the order of the ids.
  static func wires(of collaboration: CollaborationID, _ links: Links, _ sql: Transaction) throws -> [Wire.Organization]
  {
    try members(of: [collaboration], sql)[collaboration, default: []].map { $0.wire(links) }
  }

  /// The ids of a collaboration's organizations.
  static func members(of collaboration: CollaborationID, _ sql: Transaction) throws -> Set<OrganizationID> {
    let members: SQL = "SELECT organization_id FROM \"Member\" WHERE collaboration_id = \(collaboration)"
    return Set(try sql.rows(members) { try $0.optionalID(0) }.compactMap(\.self))
  }

  /// The ids of a study's organizations.
  static func members(of study: StudyID, _ sql: Transaction) throws -> Set<OrganizationID> {
    let members: SQL = "SELECT organization_id FROM \"StudyMember\" WHERE study_id = \(study)"
    return Set(try sql.rows(members) { try $0.optionalID(0) }.compactMap(\.self))
  }

  /// What belongs to an organization.
  static func dependents(of id: OrganizationID, _ sql: Transaction) throws -> OrganizationDependents {
    let counts = try sql.first(
      """
      SELECT (SELECT COUNT(*) FROM run WHERE organization_id = \(id)), \
      (SELECT COUNT(*) FROM task WHERE init_org_id = \(id)), \
      (SELECT COUNT(*) FROM node WHERE organization_id = \(id)), \
      (SELECT COUNT(*) FROM "user" WHERE organization_id = \(id)), \
      (SELECT COUNT(*) FROM role WHERE organization_id = \(id))
      """)
    return OrganizationDependents(
      runs: try counts?.int(0) ?? 0, tasks: try counts?.int(1) ?? 0, nodes: try counts?.int(2) ?? 0,
      users: try counts?.int(3) ?? 0, roles: try counts?.int(4) ?? 0)
  }

  /// A condition: the organization takes part in a collaboration, or started one of its tasks (deviation 30).
  static func concerned(_ organization: SQL, _ collaboration: CollaborationID) -> SQL {
    """
    \(organization) IN (SELECT organization_id FROM "Member" WHERE collaboration_id = \(collaboration)) OR \
    \(organization) IN (SELECT init_org_id FROM task WHERE collaboration_id = \(collaboration))
    """
  }
}
