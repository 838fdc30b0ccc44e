import PolderCore
import PolderHTTP
import PolderRealtime
import PolderServer
import PolderSQL
import Testing

@Suite(.timeLimit(.minutes(10)))
struct SocketLifeTests {
  private struct Scene {
    let one: OrganizationID
    let node: NodeID
    let viewer: UserID

    init(_ house: ServerHouse) async throws {
      one = try await house.organization("one")
      let collaboration = try await house.collaboration("c", of: [one])
      node = try await house.node("n1x", of: one, in: collaboration)
      viewer = try await house.user("viewer1", of: one, role: "Viewer")
    }
  }

  private static let nodeArrived = "message Node <n1x> joined room <collaboration_1_organization_2>"

  private func status(_ live: LiveHouse, _ id: UserID) async throws -> String? {
    try await live.house.text("SELECT status FROM authenticatable WHERE id = \(id.rawValue)")
  }

  @Test("a node that is told to synchronize is in its rooms: what it does not find then, it hears of")
  func synchronize() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      for _ in 0..<20 {
        try await live.peer(live.house.token(node: scene.node)) { peer in
          _ = try await peer.heard(until: "sync")
          live.house.parts.hub.emit("probe", [], to: "collaboration_1")
          // That the socket before has left is told through the database, a little later.
          let heard = try await peer.heard(until: "probe").filter {
            !$0.contains("left room") && !$0.hasPrefix("node-offline")
          }
          #expect(heard.count <= 3)
        }
      }
    }
  }

  /// As in the recorded sequence `golden/socketio_events.json`.
  @Test("a user hears of its own coming, then of a node that comes and goes, in the contract's words and order")
  func presence() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      let presence = #"{"id":\#(scene.node),"name":"n1x","org_id":2}"#
      try await live.peer(live.house.token(user: scene.viewer)) { user in
        var heard = try await user.heard(until: "message")
        #expect(heard == ["CONNECT", "message User <viewer1> joined room <collaboration_1>"])
        #expect(try await status(live, scene.viewer) == "online")
        try await live.peer(live.house.token(node: scene.node)) { peer in
          let own = try await peer.heard(until: Self.nodeArrived)
          #expect(
            own == ["CONNECT", "sync", "message Node <n1x> joined room <collaboration_1>", Self.nodeArrived])
          let others = try await user.heard(until: "message")
          #expect(others == ["node-online \(presence)", "message Node <n1x> joined room <collaboration_1>"])
          live.house.parts.hub.emit("probe", [], to: "collaboration_1_organization_2")
          #expect(try await peer.heard(until: "probe") == ["probe"], "it heard of itself once")
        }
        heard = try await user.heard(until: "node-offline")
        #expect(heard == ["message n1x left room collaboration_1", "node-offline \(presence)"])
        #expect(try await status(live, scene.node) == "offline")
      }
    }
  }

  @Test("an expired token is told so, a badly signed one otherwise, anything else nothing; all stay connected")
  func turnedAway() async throws {
    try await LiveHouse.run { live in
      let token = live.house.token(user: UserID(1))
      try await live.peer(token + "A") { peer in
        let told = try await peer.heard(until: "invalid_token")
        #expect(told == ["CONNECT", "invalid_token"])
      }
      live.house.clock.advance(.seconds(7 * 3_600))
      try await live.peer(token) { peer in
        let told = try await peer.heard(until: "expired_token")
        #expect(told == ["CONNECT", "expired_token"])
      }
      for odd in [nil, "garbage"] as [String?] {
        try await live.peer(odd) { peer in
          let told = try await peer.heard(until: "CONNECT")
          #expect(told == ["CONNECT"])
          live.house.parts.sockets.dropUnidentified(now: live.house.clock.now)
          #expect(peer.client.isConnected)
        }
      }
    }
  }

  @Test("a socket that has not told who it is within a minute is dropped, deviation 33")
  func dropped() async throws {
    try await LiveHouse.run { live in
      let token = live.house.token(user: UserID(1))
      try await live.peer(token + "A") { peer in
        _ = try await peer.heard(until: "invalid_token")
        live.house.parts.sockets.dropUnidentified(now: live.house.clock.now + .seconds(59))
        #expect(live.house.parts.hub.counters.sockets == 1)
        live.house.parts.sockets.dropUnidentified(now: live.house.clock.now + .seconds(60))
        let told = try await peer.heard(until: "DISCONNECT")
        #expect(told == ["DISCONNECT"])
      }
    }
  }

  @Test("a socket of the namespace where nobody tells who it is, is dropped after a minute as well, deviation 33")
  func otherNamespace() async throws {
    try await LiveHouse.run { live in
      let (hub, sockets, now) = (live.house.parts.hub, live.house.parts.sockets, live.house.clock.now)
      var options = SocketIOClient.Options()
      options.client.namespace = "/"
      options.client.reconnects = false
      try await live.peer(nil, options) { peer in
        _ = try await peer.heard(until: "CONNECT")
        // Nothing tells a peer that the server has noted it.
        while hub.counters.sockets == 0 { await Task.yield() }
        for _ in 0..<20_000 where hub.counters.sockets > 0 {
          sockets.dropUnidentified(now: now + .seconds(60))
          await Task.yield()
        }
        try #require(hub.counters.sockets == 0)
        #expect(try await peer.heard(until: "DISCONNECT") == ["DISCONNECT"])
      }
    }
  }

  @Test("a node whose token was revoked is disconnected, and told to log in again when it comes back with it")
  func revoked() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      let token = live.house.token(node: scene.node)
      try await live.peer(token) { peer in
        _ = try await peer.heard(until: Self.nodeArrived)
        live.house.clock.advance(.seconds(1))
        try await live.house.revoke(scene.node)
        try await live.house.parts.sockets.recomputeRooms()
        _ = try await peer.heard(until: "DISCONNECT")
      }
      try await live.peer(token) { peer in
        let told = try await peer.heard(until: "invalid_token")
        #expect(told == ["CONNECT", "invalid_token"])
      }
    }
  }

  @Test("rooms follow membership without a new connection, deviation 33")
  func rooms() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      try await live.peer(live.house.token(user: scene.viewer)) { peer in
        _ = try await peer.heard(until: "message")
        let second = try await live.house.collaboration("d", of: [scene.one])
        try await live.house.parts.sockets.recomputeRooms()
        let told = try await peer.heard(until: "message")
        #expect(told == ["message User <viewer1> joined room <collaboration_2>"])
        try await live.house.write { sql in
          try sql.execute("DELETE FROM \"Member\" WHERE collaboration_id = \(second.rawValue)")
        }
        try await live.house.parts.sockets.recomputeRooms()
        #expect(live.house.parts.hub.sockets(in: "collaboration_2").isEmpty)
        #expect(live.house.parts.hub.sockets(in: "collaboration_1").count == 1)
      }
    }
  }

  @Test("a node with a second socket stays online when the first one ends")
  func twice() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      let token = live.house.token(node: scene.node)
      try await live.peer(token) { second in
        _ = try await second.heard(until: Self.nodeArrived)
        try await live.peer(token) { first in _ = try await first.heard(until: Self.nodeArrived) }
        _ = try await second.heard(until: "message n1x left room collaboration_1_organization_2")
        #expect(try await status(live, scene.node) == "online")
      }
      try await live.wait(
        "SELECT status FROM authenticatable WHERE id = \(scene.node.rawValue)", until: .text("offline"))
    }
  }

  @Test("a node that the database calls online but nobody heard of becomes offline, and others are told")
  func silent() async throws {
    let house = try await ServerHouse()
    let scene = try await Scene(house)
    let query: SQL = "SELECT status FROM authenticatable WHERE id = \(scene.node.rawValue)"
    try await house.write { try $0.execute("UPDATE authenticatable SET status = 'online' WHERE type = 'node'") }
    await house.parts.chores.step(house.clock.now)
    #expect(try await house.text(query) == "online")
    await house.parts.chores.step(house.clock.now + .seconds(65))
    #expect(try await house.text(query) == "offline")
    #expect(try await house.number("SELECT COUNT(*) FROM polder_outbox WHERE event = 'node-offline'") == 2)
  }
}
