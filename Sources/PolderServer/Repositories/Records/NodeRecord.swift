import PolderCore
import PolderService
import PolderSQL

/// A node as its rows have it, without its key.
struct NodeRecord: Sendable {
  let id: NodeID
  var name: String?
  let collaboration: CollaborationID?
  let organization: OrganizationID?
  var ip: String?
  let lastSeen: Timestamp?
  let status: String?

  static let columns: SQL = """
    node.id, node.name, node.collaboration_id, node.organization_id, authenticatable.ip, authenticatable.last_seen, \
    authenticatable.status
    """
  static let tables: SQL = "node JOIN authenticatable ON authenticatable.id = node.id"
  static let attributes: [String: SQL] = [
    "id": "node.id", "name": "node.name", "collaboration_id": "node.collaboration_id",
    "organization_id": "node.organization_id", "ip": "authenticatable.ip", "last_seen": "authenticatable.last_seen",
    "status": "authenticatable.status",
  ]
}

extension NodeRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    collaboration = try row.optionalID(2)
    organization = try row.optionalID(3)
    ip = try row.optionalText(4)
    lastSeen = try row.optionalTimestamp(5)
    status = try row.optionalText(6)
  }
}
