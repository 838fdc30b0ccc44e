import Hummingbird
import HummingbirdTesting
import PolderCore
import PolderRealtime
import Testing

@testable import PolderHTTP

@Suite("Polling") struct PollingTests {
  let base = "/socket.io/?EIO=4&transport=polling"

  @Test("a peer connects, joins, gets events and sends some, over polls alone") func whole() async throws {
    try await RealtimeHouse.run(greeting: "sync") { house in
      try await RawConnection.with(port: house.port) { connection in
        let opened = try await connection.call("GET", base, headers: ["Authorization: Bearer abc"])
        #expect(opened.status == 200)
        #expect(opened.body.hasPrefix(#"0{"sid":""#))
        #expect(
          opened.body.hasSuffix(
            #""upgrades":["websocket"],"pingTimeout":60000,"pingInterval":25000,"maxPayload":1000000}"#))
        let target = base + "&sid=" + (try RealtimeHouse.sid(opened.body))
        let posted = try await connection.call("POST", target, body: "40/tasks,")
        #expect((posted.status, posted.body) == (200, "OK"))
        guard case .connected(let socket, "Bearer abc")? = await house.next(1).first else {
          Issue.record("the delegate heard nothing")
          return
        }
        let answer = try await connection.call("GET", target)
        #expect(answer.body == #"40/tasks,{"sid":"\#(socket.sid)"}"# + "\u{1E}42/tasks,[\"sync\"]")
        _ = try await connection.call("POST", target, body: #"42/tasks,7["message","hi"]"#)
        #expect(await house.next(1) == [.event(socket, "message", ["hi"])])
        let answer1 = try await connection.call("GET", target)
        #expect(answer1.body == "43/tasks,7[]")
        try await connection.send("GET", target)
        #expect(house.hub.emit("new_task", [["id": 5, "parent_id": nil]], to: "all") == 1)
        let answer2 = try await connection.answer()
        #expect(answer2.body == #"42/tasks,["new_task",{"id":5,"parent_id":null}]"#)
        _ = try await connection.call("POST", target, body: "41/tasks,")
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
      }
    }
  }

  @Test("another version is refused in the words of the contract", arguments: ["EIO=3&", "", "EIO=5&"])
  func version(query: String) async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer = try await connection.call("GET", "/socket.io/?\(query)transport=polling")
        #expect(answer.status == 400)
        #expect(
          answer.body
            == #""The client is using an unsupported version of the Socket.IO or Engine.IO protocols""#)
      }
    }
  }

  @Test(
    "what can not be meant is refused",
    arguments: [
      ("GET", "/socket.io/?EIO=4&transport=pigeon", 400), ("GET", "/socket.io/?EIO=4&transport=websocket", 400),
      ("GET", "/socket.io/?EIO=4&transport=polling&sid=unknown", 400),
      ("POST", "/socket.io/?EIO=4&transport=polling", 400), ("DELETE", "/socket.io/?EIO=4&transport=polling", 405),
    ])
  func refused(method: String, target: String, status: Int) async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer3 = try await connection.call(method, target, body: "")
        #expect(answer3.status == status)
        let answer4 = try await connection.call("GET", "/plain")
        #expect(answer4.body == "plain")
      }
      #expect(house.hub.counters.sessions == 0)
    }
  }

  @Test(
    "a malformed or oversized payload ends the session",
    arguments: ["x", "40/tasks,\u{1E}", String(repeating: "4", count: 1_100)])
  func malformed(body: String) async throws {
    try await RealtimeHouse.run(.init(engine: .init(limits: .init(payload: 1_000)))) { house in
      try await RawConnection.with(port: house.port) { connection in
        let target = base + "&sid=" + (try RealtimeHouse.sid(try await connection.call("GET", base).body))
        let answer5 = try await connection.call("POST", target, body: body)
        #expect(answer5.status == 400)
        let answer6 = try await connection.call("GET", target)
        #expect(answer6.status == 400)
      }
      #expect(house.hub.counters.broken == 1)
    }
  }

  @Test("where any origin may come, none may use a browser's credentials, deviation 39")
  func anyOrigin() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer = try await connection.call("GET", base, headers: ["Origin: https://any.example"])
        #expect(answer.head.lowercased().contains("access-control-allow-origin: https://any.example"))
        #expect(!answer.head.lowercased().contains("credentials"))
      }
    }
  }

  @Test("pages of allowed origins may come, others may not") func origins() async throws {
    try await RealtimeHouse.run(.init(origins: ["https://ui.example"])) { house in
      try await RawConnection.with(port: house.port) { connection in
        let allowed = try await connection.call("GET", base, headers: ["Origin: https://ui.example"])
        #expect(allowed.status == 200)
        #expect(allowed.head.lowercased().contains("access-control-allow-origin: https://ui.example"))
        #expect(allowed.head.lowercased().contains("access-control-allow-credentials: true"))
        let refused = try await connection.call("GET", base, headers: ["Origin: https://evil.example"])
        #expect((refused.status, refused.body) == (400, #""Not an accepted origin.""#))
        #expect(!refused.head.lowercased().contains("access-control"))
        let asked = try await connection.call(
          "OPTIONS", base,
          headers: ["Origin: https://ui.example", "Access-Control-Request-Headers: authorization"])
        #expect(asked.status == 200)
        #expect(asked.head.lowercased().contains("access-control-allow-methods: options, get, post"))
        #expect(asked.head.lowercased().contains("access-control-allow-headers: authorization"))
      }
    }
  }

  @Test("a poll whose peer goes away loses nothing", .timeLimit(.minutes(10))) func cancelledPoll() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let opened = try await connection.call("GET", base)
        let target = base + "&sid=" + (try RealtimeHouse.sid(opened.body))
        _ = try await connection.call("POST", target, body: "40/tasks,")
        _ = await house.next(1)
        _ = try await connection.call("GET", target)
        let session = try #require(house.hub.session(try RealtimeHouse.sid(opened.body)))
        try await RawConnection.with(port: house.port) { other in
          try await other.send("GET", target)
          while session.waitingPolls == 0 { await Task.yield() }
        }
        while session.waitingPolls > 0 { await Task.yield() }
        house.hub.emit("late", to: "all")
        let body = try await connection.call("GET", target).body
        #expect(body == #"42/tasks,["late"]"#)
      }
    }
  }

  @Test("a peer that answers no ping is ended, and the delegate hears so") func pingTimeout() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let target = base + "&sid=" + (try RealtimeHouse.sid(try await connection.call("GET", base).body))
        _ = try await connection.call("POST", target, body: "40/tasks,")
        guard case .connected(let socket, nil)? = await house.next(1).first else { return }
        _ = try await connection.call("GET", target)
        house.clock.advance(.seconds(25))
        house.hub.tick()
        let answer7 = try await connection.call("GET", target)
        #expect(answer7.body == "2")
        house.clock.advance(.seconds(60))
        house.hub.tick()
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        let answer8 = try await connection.call("GET", target)
        #expect(answer8.status == 400)
        await house.hub.shutdown()
        #expect(house.hub.counters.timedOut == 1)
      }
    }
  }

  @Test("beyond the bound of sessions new ones are refused") func full() async throws {
    try await RealtimeHouse.run(.init(sessions: 1)) { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer9 = try await connection.call("GET", base)
        #expect(answer9.status == 200)
        let answer10 = try await connection.call("GET", base)
        #expect(answer10.status == 503)
        let answer11 = try await connection.upgrade("/socket.io/?EIO=4&transport=websocket")
        #expect(answer11.status == 400)
      }
    }
  }

  @Test("a router may answer the polls itself, without a port") func routed() async throws {
    let hub = SocketHub()
    let realtime = RealtimeServerBuilder(hub: hub, delegate: RecordingDelegate(hub: hub))
    let router = Router()
    router.on("socket.io", method: .get) { request, _ in await realtime.handlePolling(request) }
    let application = Application(responder: router.buildResponder())
    try await application.test(.router) { client in
      let response = try await client.execute(uri: base, method: .get)
      #expect(response.status == .ok)
      #expect(String(buffer: response.body).hasPrefix("0{"))
    }
    await hub.shutdown()
  }
}
