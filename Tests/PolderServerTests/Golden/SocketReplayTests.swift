import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderRealtime
import PolderServer
import PolderSQL
import Testing

/// The recorded session of sockets, done again: the same people and nodes come, speak and go in the same order.
@Suite(.timeLimit(.minutes(10)))
struct SocketReplayTests {
  @Test("everybody hears what was recorded, in the recorded order, but for what has a number")
  func replay() async throws {
    let recording = try SocketRecording()
    let told = recording.withoutDoublePresence()
    #expect(told["node1"]?.count == (recording.heard["node1"]?.count ?? 0) - 2, "deviation 32 is used twice")
    try await LiveHouse.run { live in
      try await SocketReplayWorld.make(live.house)
      let house = live.house
      let lines = SocketLines(told)
      try await live.peer(house.token(user: UserID(5))) { admin in
        try await lines.hear("user_coladmin", admin, 3)
        try await live.peer(house.token(user: UserID(2))) { viewer in
          try await lines.hear("user_viewer", viewer, 3)
          try await lines.hear("user_coladmin", admin, 2)
          try await live.peer(house.token(node: NodeID(8))) { one in
            try await lines.hear("node1", one, 4)
            for (name, peer) in [("user_viewer", viewer), ("user_coladmin", admin)] {
              try await lines.hear(name, peer, 2)
            }
            try await live.peer(house.token(node: NodeID(9))) { two in
              try await lines.hear("node2", two, 4)
              let first: [(name: String, peer: Peer)] = [
                ("user_coladmin", admin), ("user_viewer", viewer), ("node1", one),
              ]
              for (name, peer) in first { try await lines.hear(name, peer, 2) }
              try await work(live, recording, lines, first + [(name: "node2", peer: two)])
              two.client.close()
              for (name, peer) in first { try await lines.hear(name, peer, 2) }
            }
            try await strangers(live, lines)
            one.client.close()
            for (name, peer) in [("user_viewer", viewer), ("user_coladmin", admin)] {
              try await lines.hear(name, peer, 2)
            }
          }
          admin.client.close()
          try await lines.hear("user_viewer", viewer, 2)
        }
      }
      #expect(lines.rest.isEmpty, "recorded, and not told here: \(lines.rest)")
    }
  }

  /// What happened while all four were there.
  private func work(
    _ live: LiveHouse, _ recording: SocketRecording, _ lines: SocketLines, _ peers: [(name: String, peer: Peer)]
  ) async throws {
    let house = live.house
    let node = peers[2].peer.client
    func all() async throws { for (name, peer) in peers { try await lines.hear(name, peer, 1) } }
    node.emit("node_info_update", SocketReplayWorld.settings)
    try await live.wait("SELECT COUNT(*) FROM nodeconfig", until: .integer(11))
    let shown = try await house.call(.get, "/node/8", token: house.token(user: UserID(1)))
    let comparable = { GoldenRecord.comparable($0, keepsMoments: false) }
    #expect(shown.json.map(comparable) == recording.replies["node get"]?.first.map(comparable))

    let researcher = house.token(user: UserID(3))
    let task = try await house.call(.post, "/task", SocketReplayWorld.task(of: [2, 3]), token: researcher)
    #expect([.integer(Int64(task.status.code)), task.json?["id"] ?? .null, .null] == recording.replies["task"])
    try await all()
    let columns: JSONValue = [
      "db_label": "default", "collaboration_id": 1, "organizations": [["id": 2, "input": "e30="]],
    ]
    let column = try await house.call(.post, "/column", columns, token: researcher)
    #expect(column.json == recording.replies["column"]?.first)
    let administrator = house.token(user: UserID(5))
    let other = try await house.call(.post, "/task", SocketReplayWorld.task(of: [2]), token: administrator)
    let recorded = recording.replies["task by coladmin (allowed_users)"]
    #expect([.integer(Int64(other.status.code)), other.json?["msg"] ?? .null] == recorded)
    try await all()

    node.emit(
      "algorithm_status_change",
      [
        "node_id": 8, "status": "active", "run_id": 7, "task_id": 5, "collaboration_id": 1, "organization_id": 2,
        "parent_id": nil,
      ])
    try await all()
    let change = try await house.call(.patch, "/run/7", ["status": "active"], token: house.token(node: NodeID(8)))
    #expect(change.status == .ok)
    try await all()
    for text in ["hello\n", "world"] {
      node.emit("algorithm_log", ["collaboration_id": 1, "run_id": 7, "task_id": 5, "log": .string(text)])
      try await live.handled(by: NodeID(8), node)
      try await house.parts.sockets.flushLogs()
      try await all()
    }
    let run = try await house.call(.get, "/run/7", token: researcher)
    #expect(run.json?["log"] == recording.replies["log now"]?.first)
    try await kill(house, recording, peers)
    try await all()
  }

  /// The orders to kill: by node, which never worked in the incumbent (deviation 8), and by task.
  private func kill(
    _ house: ServerHouse, _ recording: SocketRecording, _ peers: [(name: String, peer: Peer)]
  ) async throws {
    for (asked, user) in [("kill node", UserID(1)), ("kill node coladmin", UserID(5))] {
      let failure = recording.replies[asked]?.first?.string
      #expect(failure == "{\"msg\":\"An unexpected error occurred on the server!\"}\n")
      let reply = try await house.call(.post, "/kill/node/tasks", ["id": 8], token: house.token(user: user))
      #expect(reply.status == .ok, "\(asked): \(reply.message ?? "")")
      for (name, peer) in peers {
        let heard = try await peer.next(1)
        #expect(heard == [#"kill_containers {"node_id":8,"collaboration_id":1}"#], "\(name)")
      }
    }
    let reply = try await house.call(.post, "/kill/task", ["id": 5], token: house.token(user: UserID(5)))
    let recorded = try #require(recording.replies["kill task"]?.first?.string)
    #expect(reply.json == (try JSONValue(parsing: Array(recorded.utf8))))
  }

  /// Those whom the server does not know stay connected and hear nothing more; the other namespace takes nobody.
  private func strangers(_ live: LiveHouse, _ lines: SocketLines) async throws {
    let house = live.house
    let past = house.clock.now + .seconds(-7 * 3_600)
    let expired = house.parts.tokens.pair(
      for: .user(UserID(2), roles: []), session: "s", generation: 1, now: past)
    let tokens: [(String, String?, Int)] = [
      ("expired", expired.access, 2), ("badsig", house.token(user: UserID(2)) + "A", 2), ("garbage", "garbage", 1),
      ("none", nil, 1),
    ]
    for (name, token, count) in tokens {
      try await live.peer(token) { peer in
        try await lines.hear(name, peer, count)
        #expect(peer.client.isConnected, "\(name)")
      }
    }
    var options = SocketIOClient.Options()
    options.client.namespace = "/admin"
    options.client.reconnects = false
    let token = house.token(user: UserID(1))
    try await live.peer(token, options) { peer in
      for await event in peer.client.events {
        guard case .connectionFailed(let reason, _) = event else {
          Issue.record("/admin: \(event)")
          break
        }
        // What stands before it are the client's own words.
        let words = reason.split(separator: ": ").last.map { String($0) } ?? ""
        lines.take("admin_ns", ["CONNECT_ERROR \(words)"])
        break
      }
    }
  }
}
