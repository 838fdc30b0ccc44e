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
    var nodes: [NodeRecord] = []
    try Batches.each(organizations) { ids in
      var listing = listing()
      listing.equal("node.collaboration_id", collaboration)
      listing.require(.in("node.organization_id", ids))
      nodes += try listing.all(order: "ORDER BY node.id", sql) { try NodeRecord($0) }
    }
    return nodes
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
