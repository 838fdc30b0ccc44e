import Logging
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

/// Callers become offline, whatever came between the end of their sockets and the rows that tell of it.
struct PresenceTests {
  private struct Scene {
    let house: ServerHouse
    let node: NodeID
    let viewer: UserID

    init() async throws {
      house = try await ServerHouse()
      let organization = try await house.organization("one")
      let collaboration = try await house.collaboration("c", of: [organization])
      node = try await house.node("n1x", of: organization, in: collaboration)
      viewer = try await house.user("viewer1", of: organization, role: "Viewer")
    }

    func status(_ id: UserID) async throws -> String? {
      try await house.text("SELECT status FROM authenticatable WHERE id = \(id.rawValue)")
    }
  }

  @Test("a node whose going could not be written is called offline by the server that was its own, once")
  func unwritten() async throws {
    let scene = try await Scene()
    let (house, sockets) = (scene.house, scene.house.parts.sockets)
    try await sockets.beat(now: house.clock.now)
    // As a database that was away at that moment still has it.
    let node = scene.node.rawValue
    try await house.write { sql in
      try sql.execute("UPDATE authenticatable SET status = 'online' WHERE id = \(node)")
      try sql.execute(
        "INSERT INTO polder_presence (authenticatable_id, owner, fence) SELECT \(node), id, 1 FROM polder_replica")
    }
    for _ in 0..<2 { try await sockets.sweepPresence(since: house.clock.now) }
    #expect(try await scene.status(scene.node) == "offline")
    #expect(try await house.number("SELECT COUNT(*) FROM polder_presence WHERE owner IS NOT NULL") == 0)
    #expect(try await house.number("SELECT COUNT(*) FROM polder_outbox WHERE event = 'node-offline'") == 2)
  }

  @Test("a caller that leaves while its server takes it back is called offline")
  func leavesMeanwhile() async throws {
    let scene = try await Scene()
    let house = scene.house
    let database = StagedDatabase(house.database)
    let sockets = ServerSockets(
      hub: house.parts.hub, database: database, pump: house.parts.pump, tokens: house.parts.tokens,
      logger: Logger(label: "presence") { _ in SwiftLogNoOpLogHandler() }, now: { house.clock.now })
    let socket = SocketHandle(sid: "socket", namespace: "/tasks")
    let token = house.token(user: scene.viewer)
    await sockets.connected(socket, namespace: socket.namespace, authorization: "Bearer \(token)")
    #expect(try await scene.status(scene.viewer) == "online")
    // Another server took this one for gone.
    try await house.write { try $0.execute("UPDATE polder_presence SET owner = NULL") }
    database.afterNextWrite { await sockets.disconnected(socket) }
    try await sockets.beat(now: house.clock.now)
    #expect(try await scene.status(scene.viewer) == "offline")
  }
}
