import Foundation
import PolderCore
import PolderHTTP
import PolderRealtime
import PolderSQL
import PolderServer
import PolderTesting
import Testing

/// Two servers on one database.
@Suite(.timeLimit(.minutes(10)))
struct ReplicaTests {
  private struct Scene: Sendable {
    let fixture: ServerDatabaseFixture
    let one: LiveHouse
    let two: LiveHouse
    let node: NodeID
    let viewer: UserID
    let runs: [RunID]

    static func run(_ body: @Sendable (Scene) async throws -> Void) async throws {
      let fixture = try await ServerDatabaseFixture.ready()
      try await LiveHouse.run(at: fixture.uri) { one in
        try await LiveHouse.run(at: fixture.uri) { two in
          let organization = try await one.house.organization("one")
          let collaboration = try await one.house.collaboration("c", of: [organization])
          let node = try await one.house.node("n1x", of: organization, in: collaboration)
          let viewer = try await one.house.user("viewer1", of: organization, role: "Viewer")
          let (_, runs) = try await one.house.task(in: collaboration, of: [organization])
          try await body(
            Scene(fixture: fixture, one: one, two: two, node: node, viewer: viewer, runs: runs))
        }
      }
    }

    func status(_ id: UserID) async throws -> String? {
      try await one.house.text("SELECT status FROM authenticatable WHERE id = \(id.rawValue)")
    }
  }

  @Test("an event raised at one server reaches sockets at the other, in the order in which events were raised")
  func events() async throws {
    try await Scene.run { scene in
      let presence = #"{"id":\#(scene.node),"name":"n1x","org_id":2}"#
      try await scene.two.peer(scene.two.house.token(user: scene.viewer)) { user in
        _ = try await user.heard(until: "message")
        try await scene.one.peer(scene.one.house.token(node: scene.node)) { node in
          _ = try await node.heard(until: "sync")
          let heard = try await user.heard(until: "message")
          #expect(heard == ["node-online \(presence)", "message Node <n1x> joined room <collaboration_1>"])
        }
        let heard = try await user.heard(until: "node-offline")
        #expect(heard == ["message n1x left room collaboration_1", "node-offline \(presence)"])
      }
    }
  }

  @Test("a node that went on to another server is not called offline when its old socket is found dead")
  func moved() async throws {
    try await Scene.run { scene in
      try await scene.two.peer(scene.two.house.token(user: scene.viewer)) { user in
        _ = try await user.heard(until: "message")
        try await scene.one.peer(scene.one.house.token(node: scene.node)) { old in
          _ = try await old.heard(until: "sync")
          try await scene.two.peer(scene.two.house.token(node: scene.node)) { new in
            _ = try await new.heard(until: "sync")
            old.client.close()
            try await scene.one.wait(
              "SELECT COUNT(*) FROM polder_presence WHERE authenticatable_id = \(scene.node.rawValue) AND fence = 2",
              until: .integer(1))
            while scene.one.house.parts.hub.counters.sockets > 0 { await Task.yield() }
            // What the first server still has to write is behind this in its queue.
            try await scene.one.house.write { _ = try $0.first("SELECT 1") }
            #expect(try await scene.status(scene.node) == "online")
          }
        }
        let heard = try await user.heard(until: "node-offline")
        #expect(heard.filter { $0.hasPrefix("node-offline") }.count == 1)
        #expect(try await scene.status(scene.node) == "offline")
      }
    }
  }

  @Test("the callers of a server that shows no sign of life are written off by another, once, within a minute")
  func silentServer() async throws {
    try await Scene.run { scene in
      let (one, two) = (scene.one.house.parts.sockets, scene.two.house.parts.sockets)
      let start = scene.two.house.clock.now
      try await one.beat(now: start)
      try await two.beat(now: start)
      try await scene.two.peer(scene.two.house.token(user: scene.viewer)) { user in
        _ = try await user.heard(until: "message")
        try await scene.one.peer(scene.one.house.token(node: scene.node)) { node in
          _ = try await node.heard(until: "sync")
          _ = try await user.heard(until: "node-online")
          try await two.beat(now: start + .seconds(30))
          #expect(try await scene.status(scene.node) == "online")
          try await two.beat(now: start + .seconds(40))
          let heard = try await user.heard(until: "node-offline")
          #expect(heard.last?.contains("n1x") == true)
          #expect(try await scene.status(scene.node) == "offline")
          #expect(try await scene.status(scene.viewer) == "online")
          // The server was only slow: it finds that it was written off and takes its callers back.
          try await one.beat(now: start + .seconds(50))
          #expect(try await scene.status(scene.node) == "online")
        }
        _ = try await user.heard(until: "node-offline")
      }
    }
  }

  @Test("a server that lives keeps its callers, also those that tell nothing; one that left in order has none")
  func liveServer() async throws {
    try await Scene.run { scene in
      let (one, two) = (scene.one.house.parts.sockets, scene.two.house.parts.sockets)
      try await scene.one.peer(scene.one.house.token(node: scene.node)) { node in
        _ = try await node.heard(until: "sync")
        for seconds in stride(from: 0, through: 200, by: 10) {
          let now = scene.two.house.clock.now + .seconds(seconds)
          try await one.beat(now: now)
          try await two.beat(now: now)
          for server in [one, two] { try await server.sweepPresence(since: now) }
        }
        #expect(try await scene.status(scene.node) == "online")
      }
      try await scene.one.wait(
        "SELECT status FROM authenticatable WHERE id = \(scene.node.rawValue)", until: .text("offline"))
      try await one.leave()
      #expect(try await scene.one.house.number("SELECT COUNT(*) FROM polder_replica") == 1)
    }
  }

  @Test("rooms of one server follow what another has changed")
  func rooms() async throws {
    try await Scene.run { scene in
      try await scene.two.peer(scene.two.house.token(user: scene.viewer)) { user in
        _ = try await user.heard(until: "message")
        _ = try await scene.one.house.collaboration("d", of: [OrganizationID(2)])
        try await scene.two.house.parts.sockets.recomputeRooms()
        let heard = try await user.heard(until: "message")
        #expect(heard == ["message User <viewer1> joined room <collaboration_2>"])
      }
    }
  }
}
