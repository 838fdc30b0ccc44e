import PolderCore
import PolderHTTP
import PolderSQL
import PolderService

/// Who is online.
enum PresenceRepository {
  /// Writes that callers are gone; what nodes told about their configuration goes with them, and others are told.
  static func goOffline(_ callers: [SocketIdentity.Caller], _ unit: Unit) throws {
    let ids = callers.map(\.id.rawValue)
    try unit.sql.execute("UPDATE authenticatable SET status = 'offline' WHERE id IN \(list: ids)")
    let nodes = callers.filter(\.isNode)
    guard !nodes.isEmpty else { return }
    try unit.sql.execute("DELETE FROM nodeconfig WHERE node_id IN \(list: nodes.map(\.id.rawValue))")
    for node in nodes { try unit.announcePresence(.nodeOffline, of: node) }
  }

  /// A sign of life.
  static func touch(_ id: UserID, now: Timestamp, _ sql: Transaction) throws {
    try sql.execute("UPDATE authenticatable SET status = 'online', last_seen = \(now) WHERE id = \(id)")
  }

  /// A caller that was written off is there after all.
  static func comeBack(_ id: UserID, _ sql: Transaction) throws {
    try sql.execute("UPDATE authenticatable SET status = 'online' WHERE id = \(id)")
  }

  /// Nodes that count as online, were not heard of since a moment, and are at none of the other servers that live.
  /// Which of them are at this one, its register tells.
  static func silentNodes(
    since moment: Timestamp, at replica: String, _ sql: Transaction
  ) throws -> [SocketIdentity.Caller] {
    try nodes(
      """
      a.status = 'online' AND (a.last_seen IS NULL OR a.last_seen < \(moment)) \
      AND (p.owner IS NULL OR p.owner = \(replica) OR p.owner NOT IN (SELECT id FROM polder_replica))
      """, sql)
  }

  /// The nodes for which a condition holds about the node `n`, its principal `a` and its presence `p`.
  static func nodes(_ condition: SQL, _ sql: Transaction) throws -> [SocketIdentity.Caller] {
    try sql.rows(
      """
      SELECT n.id, n.name, n.organization_id, n.collaboration_id FROM node n JOIN authenticatable a ON a.id = n.id \
      LEFT JOIN polder_presence p ON p.authenticatable_id = n.id WHERE \(condition) ORDER BY n.id
      """
    ) { row in
      SocketIdentity.Caller(
        node: try row.id(0), name: try row.optionalText(1) ?? "", organization: try row.optionalID(2),
        collaboration: try row.optionalID(3))
    }
  }

  /// Replaces what a node tells about its configuration.
  static func replaceSettings(_ settings: [(key: String, value: String)], of node: NodeID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM nodeconfig WHERE node_id = \(node)")
    guard !settings.isEmpty else { return }
    let ids = try IDAllocator.reserve(settings.count, of: .nodeSetting, sql)
    let rows = zip(ids, settings).map { id, setting -> [SQLValue] in
      [.integer(id), .integer(node.rawValue), .text(setting.key), .text(setting.value)]
    }
    try sql.execute("INSERT INTO nodeconfig (id, node_id, \"key\", value) VALUES \(rows: rows)")
  }
}

extension SocketIdentity.Caller {
  init(node id: NodeID, name: String, organization: OrganizationID?, collaboration: CollaborationID?) {
    self.id = id
    self.name = name
    self.organization = organization
    self.collaboration = collaboration
    isNode = true
  }

  init(user id: UserID, name: String, organization: OrganizationID?) {
    self.id = id
    self.name = name
    self.organization = organization
    collaboration = nil
    isNode = false
  }
}

extension Unit {
  /// Tells the rooms of a node's own collaboration that it came or went (deviation 32).
  func announcePresence(_ event: EventName, of caller: SocketIdentity.Caller) throws {
    guard caller.isNode, let collaboration = caller.collaboration else { return }
    try announce(room: .collaboration(collaboration), event: event, payload: caller.presence)
    guard let organization = caller.organization else { return }
    try announce(room: .organization(collaboration, organization), event: event, payload: caller.presence)
  }

  /// Tells rooms a text about each of them; of the room of all nodes nobody is told.
  func announceTexts(to rooms: [Room], _ text: (Room) -> String) throws {
    for room in rooms where room != .allNodes { try announce(room: room, event: .message, payload: text(room)) }
  }
}
