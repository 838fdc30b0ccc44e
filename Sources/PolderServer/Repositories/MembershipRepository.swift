import PolderCore
import PolderService
import PolderSQL

/// Which organizations take part in which collaborations, and of which it is still to be confirmed (deviation 34).
enum MembershipRepository {
  static func exists(_ organization: OrganizationID, in collaboration: CollaborationID, _ sql: Transaction) throws
    -> Bool
  {
    try sql.first(
      """
      SELECT organization_id FROM "Member" WHERE collaboration_id = \(collaboration) \
      AND organization_id = \(organization)
      """) != nil
  }

  /// Adds organizations that do not take part yet; those that are not `confirmed` wait for one of their own.
  static func add(
    _ organizations: [OrganizationID], to collaboration: CollaborationID, confirmed: Set<OrganizationID>,
    now: Timestamp, _ sql: Transaction
  ) throws {
    try Batches.each(organizations) { ids in
      let rows = ids.map { [$0.sqlValue, collaboration.sqlValue] }
      try sql.execute("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES \(rows: rows)")
      let waiting = ids.filter { !confirmed.contains($0) }.map { [collaboration.sqlValue, $0.sqlValue, now.sqlValue] }
      guard !waiting.isEmpty else { return }
      try sql.execute(
        """
        INSERT INTO polder_unconfirmed_member (collaboration_id, organization_id, created_at) \
        VALUES \(rows: waiting) ON CONFLICT (collaboration_id, organization_id) DO NOTHING
        """)
    }
  }

  /// Removes organizations; a trigger takes along that one of them was to be confirmed.
  static func remove(
    _ organizations: [OrganizationID], from collaboration: CollaborationID, _ sql: Transaction
  ) throws {
    try Batches.each(organizations) { ids in
      try sql.execute(
        "DELETE FROM \"Member\" WHERE collaboration_id = \(collaboration) AND organization_id IN \(list: ids)")
    }
  }

  static func confirm(
    _ organization: OrganizationID, in collaboration: CollaborationID, _ sql: Transaction
  ) throws {
    try sql.execute(
      """
      DELETE FROM polder_unconfirmed_member WHERE collaboration_id = \(collaboration) \
      AND organization_id = \(organization)
      """)
  }
}
