import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderRealtime
import PolderSQL
import PolderServer
import Testing

@Suite(.timeLimit(.minutes(10)))
struct NodeEventTests {
  private struct Scene: Sendable {
    let live: LiveHouse
    let node: NodeID
    let user: String
    let own: RunID
    let foreign: RunID

    init(_ live: LiveHouse) async throws {
      self.live = live
      let house = live.house
      let (one, two) = (try await house.organization("one"), try await house.organization("two"))
      let collaboration = try await house.collaboration("c", of: [one, two])
      node = try await house.node("n", of: one, in: collaboration)
      user = house.token(user: try await house.user("u", of: two, role: "Viewer"))
      let runs = try await house.task(in: collaboration, of: [one, two]).runs
      (own, foreign) = (runs[0], runs[1])
    }

    /// Everything that a node sent before was handled.
    func settled(_ node: Peer) async throws {
      try await live.handled(by: self.node, node.client)
      try await live.house.parts.sockets.flushLogs()
    }
  }

  /// A user that listens and a node that speaks; both have heard of their own coming.
  private func meet(_ body: @escaping @Sendable (Scene, _ user: Peer, _ node: Peer) async throws -> Void) async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live)
      try await live.peer(scene.user) { user in
        _ = try await user.heard(until: "message")
        try await live.peer(live.house.token(node: scene.node)) { node in
          _ = try await node.heard(until: "message Node <n> joined room <collaboration_1_organization_2>")
          _ = try await user.heard(until: "message Node <n> joined room <collaboration_1>")
          try await body(scene, user, node)
        }
      }
    }
  }

  @Test("what a node tells of its own run is passed on with the number of the tree, and with the server's own facts")
  func status() async throws {
    try await meet { scene, user, node in
      node.client.emit(
        "algorithm_status_change",
        [
          "status": "active", "run_id": .integer(scene.own.rawValue), "task_id": 99, "collaboration_id": 99,
          "node_id": 99, "organization_id": 99, "parent_id": nil,
        ])
      let heard = try await user.heard(until: "algorithm_status_change").last
      #expect(
        heard
          == #"algorithm_status_change {"status":"active","run_id":1,"task_id":1,"job_id":1,"collaboration_id":1,"#
          + #""node_id":\#(scene.node),"organization_id":2,"parent_id":null}"#)
    }
  }

  @Test("what a node tells of a foreign run, and what a user tells, is heard by nobody, deviation 31")
  func foreign() async throws {
    try await meet { scene, user, node in
      let foreign: JSONValue = [
        "status": "completed", "run_id": .integer(scene.foreign.rawValue), "task_id": 1, "collaboration_id": 1,
        "log": "x",
      ]
      let own: JSONValue = ["status": "active", "run_id": .integer(scene.own.rawValue)]
      user.client.emit("algorithm_status_change", own)
      for name in ["algorithm_status_change", "algorithm_log"] { node.client.emit(name, foreign) }
      node.client.emit("algorithm_status_change", own)
      #expect(try await user.heard(until: "algorithm_status_change").count == 1)
      try await scene.settled(node)
      #expect(try await scene.live.house.number("SELECT COUNT(*) FROM run WHERE log IS NOT NULL") == 0)
      let told: SQL = "SELECT COUNT(*) FROM polder_outbox WHERE event LIKE 'algorithm%'"
      #expect(try await scene.live.house.number(told) == 1)
    }
  }

  @Test("pieces of log are joined line by line in the run and passed on with exactly the contract's keys")
  func log() async throws {
    try await meet { scene, user, node in
      let house = scene.live.house
      func say(_ text: String) {
        node.client.emit(
          "algorithm_log",
          [
            "collaboration_id": 1, "run_id": .integer(scene.own.rawValue), "task_id": 1, "log": .string(text),
          ])
      }
      say("hello\n")
      try await scene.settled(node)
      #expect(
        try await user.heard(until: "algorithm_log").last == #"algorithm_log {"run_id":1,"task_id":1,"log":"hello\n"}"#)
      for text in ["world", "again"] { say(text) }
      try await scene.settled(node)
      #expect(try await house.text("SELECT log FROM run WHERE id = 1") == "hello\nworld\nagain")
    }
  }

  /// The text of the next piece of log that a user hears of.
  private func piece(_ user: Peer) async throws -> String {
    let line = try #require(try await user.heard(until: "algorithm_log").last)
    return try #require(try JSONValue(parsing: String(line.dropFirst("algorithm_log ".count)))["log"]?.string)
  }

  @Test("a NUL that an algorithm prints stops nobody's log and can be stored")
  func nul() async throws {
    try await meet { scene, user, node in
      let run: JSONValue = .integer(scene.own.rawValue)
      node.client.emit("algorithm_log", ["run_id": run, "task_id": 1, "log": "a\0b"])
      try await scene.settled(node)
      #expect(try await piece(user) == "a\u{FFFD}b")
      #expect(try await scene.live.house.text("SELECT log FROM run WHERE id = 1") == "a\u{FFFD}b")
      // A bound on logs counts what stands behind it, too.
      #expect(try await scene.live.house.number("SELECT LENGTH(log) FROM run WHERE id = 1") == 3)
    }
  }

  @Test("much log at once is told in pieces, in order, and kept as it is")
  func largeLog() async throws {
    try await meet { scene, user, node in
      let text = String(repeating: "€", count: 60_000) + "end"
      node.client.emit("algorithm_log", ["run_id": .integer(scene.own.rawValue), "task_id": 1, "log": .string(text)])
      try await scene.settled(node)
      var told = ""
      while !told.hasSuffix("end") {
        let next = try await piece(user)
        #expect(next.utf8.count <= 65_536)
        told += next
      }
      #expect(told == text)
      #expect(try await scene.live.house.text("SELECT log FROM run WHERE id = 1") == text)
    }
  }

  @Test("a node that tells of another's run can not keep that run's own node from being heard")
  func pushingIn() async throws {
    try await meet { scene, _, node in
      let house = scene.live.house
      let stranger = try await house.node("m", of: try await house.organization("three"), in: nil)
      try await scene.live.peer(house.token(node: stranger)) { other in
        _ = try await other.heard(until: "sync")
        let place: JSONValue = .integer(scene.own.rawValue)
        other.client.emit("algorithm_log", ["run_id": place, "task_id": 1, "log": "false"])
        house.clock.advance(.seconds(1))
        other.client.emit("ping")
        try await scene.live.wait(
          "SELECT last_seen FROM authenticatable WHERE id = \(stranger.rawValue)",
          until: .text(house.clock.now.databaseText))
        node.client.emit("algorithm_log", ["run_id": place, "task_id": 1, "log": "true"])
        try await scene.settled(node)
        #expect(try await house.text("SELECT log FROM run WHERE id = 1") == "true")
      }
    }
  }

  @Test("the log of a run that has ended stays as its node delivered it")
  func ended() async throws {
    try await meet { scene, user, node in
      let house = scene.live.house
      try await house.write { try $0.execute("UPDATE run SET log = 'whole' WHERE id = 1") }
      try await house.finish(scene.own)
      node.client.emit("algorithm_log", ["run_id": .integer(scene.own.rawValue), "task_id": 1, "log": "late"])
      try await scene.settled(node)
      _ = try await user.heard(until: "algorithm_log")
      #expect(try await house.text("SELECT log FROM run WHERE id = 1") == "whole")
    }
  }

  @Test("a log is kept up to a length, and says so at its end")
  func longLog() async throws {
    try await meet { scene, _, node in
      let house = scene.live.house
      try await house.write { sql in
        try sql.execute("UPDATE run SET log = \(String(repeating: "x", count: (4 << 20) - 4)) WHERE id = 1")
      }
      for _ in 0..<2 {
        node.client.emit("algorithm_log", ["run_id": .integer(scene.own.rawValue), "task_id": 1, "log": "abcdefgh"])
        try await scene.settled(node)
      }
      let end = try await house.text("SELECT substr(log, length(log) - 59) FROM run WHERE id = 1")
      #expect(end?.hasSuffix("x\nabcd\n[The log is longer than what is kept here.]\n") == true)
    }
  }

  @Test("what a node tells about its configuration is kept as rows until it goes")
  func settings() async throws {
    try await meet { scene, _, node in
      let live = scene.live
      let count: SQL = "SELECT COUNT(*) FROM nodeconfig"
      node.client.emit("node_info_update", ["encryption": true, "database_labels": ["a", "b", "c"]])
      try await live.wait(count, until: .integer(4))
      node.client.emit("node_info_update", ["encryption": false])
      try await live.wait(count, until: .integer(1))
      #expect(try await live.house.text("SELECT \"key\" || '=' || value FROM nodeconfig") == "encryption=0")
      node.client.close()
      try await live.wait(count, until: .integer(0))
    }
  }

  @Test("events of handlers reach the sockets in the room, after the commit, in order")
  func handlers() async throws {
    try await meet { scene, user, node in
      let token = scene.live.house.token(node: scene.node)
      for status in ["initializing", "active"] {
        let reply = try await scene.live.house.call(
          .patch, "/run/\(scene.own)", ["status": .string(status)], token: token)
        #expect(reply.status == .ok)
      }
      for peer in [user, node] {
        #expect(try await peer.heard(until: "status_update").last == #"status_update {"run_id":1}"#)
        #expect(try await peer.heard(until: "status_update").last == #"status_update {"run_id":1}"#)
      }
    }
  }
}
