import PolderCore
import PolderService
import PolderSQL

/// Nodes and what they told about their configuration.
enum NodeRepository {
  static func listing() -> Listing { Listing(NodeRecord.columns, from: NodeRecord.tables) }

  static func find(_ id: NodeID, _ sql: Transaction) throws -> NodeRecord? {
    var listing = listing()
    listing.equal("node.id", id)
    return try sql.first(listing.query) { try NodeRecord($0) }
  }

  static func exists(name: String, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM node WHERE name = \(name)") != nil
  }

  /// The nodes of some organizations in a collaboration.
  static func find(
    of organizations: [OrganizationID], in collaboration: CollaborationID, _ sql: Transaction
  ) throws -> [NodeRecord] {
    try find(of: organizations, in: [collaboration], sql)
  }

  /// The nodes of some organizations in some collaborations.
  static func find(
    of organizations: [OrganizationID], in collaborations: [CollaborationID], _ sql: Transaction
  ) throws -> [NodeRecord] {
    var nodes: [NodeRecord] = []
    try Batches.each(collaborations) { collaborations in
      try Batches.each(organizations) { organizations in
        var listing = listing()
        listing.require(.in("node.collaboration_id", collaborations))
        listing.require(.in("node.organization_id", organizations))
        nodes += try listing.all(order: "ORDER BY node.id", sql) { try NodeRecord($0) }
      }
    }
    return nodes
  }

  /// All nodes of a collaboration.
  static func find(in collaboration: CollaborationID, _ sql: Transaction) throws -> [NodeRecord] {
    var listing = listing()
    listing.equal("node.collaboration_id", collaboration)
    return try listing.all(order: "ORDER BY node.id", sql) { try NodeRecord($0) }
  }

  /// Brings a node into a collaboration, or out of any.
  static func move(_ node: NodeID, to collaboration: CollaborationID?, _ sql: Transaction) throws {
    try sql.execute("UPDATE node SET collaboration_id = \(collaboration) WHERE id = \(node)")
  }

  static func update(_ record: NodeRecord, _ sql: Transaction) throws {
    try sql.execute("UPDATE node SET name = \(record.name) WHERE id = \(record.id)")
    try sql.execute("UPDATE authenticatable SET ip = \(record.ip) WHERE id = \(record.id)")
  }

  /// Deletes nodes with what they told about their configuration; their runs stay (deviation 7).
  static func delete(_ nodes: [Int64], _ sql: Transaction) throws {
    try Batches.each(nodes) { ids in try sql.execute("DELETE FROM nodeconfig WHERE node_id IN \(list: ids)") }
    try ServerSchema.delete(from: "node", ids: nodes, sql)
  }

  /// Makes a node that was never online; the key is kept as a bcrypt hash.
  static func insert(
    name: String, keyHash: String, organization: OrganizationID, collaboration: CollaborationID, now: Timestamp,
    _ sql: Transaction
  ) throws -> NodeRecord {
    let id = try PrincipalRows.create(.node, now: now, sql)
    try sql.execute("UPDATE authenticatable SET status = 'offline' WHERE id = \(id)")
    try sql.execute(
      """
      INSERT INTO node (id, name, api_key, collaboration_id, organization_id) \
      VALUES \(values: [id, name, keyHash, collaboration, organization])
      """)
    return NodeRecord(
      id: NodeID(id), name: name, collaboration: collaboration, organization: organization, ip: nil, lastSeen: nil,
      status: "offline")
  }

  /// What nodes told about their configuration, in the order in which they told it.
  static func settings(of nodes: [NodeID], _ sql: Transaction) throws -> [NodeID: [Wire.NodeSetting]] {
    var settings: [NodeID: [Wire.NodeSetting]] = [:]
    try Batches.each(nodes) { ids in
      try sql.forEach(
        "SELECT node_id, \"key\", value FROM nodeconfig WHERE node_id IN \(list: ids) ORDER BY id"
      ) { row in
        settings[try row.id(0), default: []].append(
          Wire.NodeSetting(key: try row.optionalText(1), value: try row.optionalText(2)))
      }
    }
    return settings
  }
}
