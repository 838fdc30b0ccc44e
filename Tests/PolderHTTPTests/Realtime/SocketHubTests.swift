import NIOCore
import PolderCore
import PolderHTTP
import PolderRealtime
import Testing

@Suite("Hub") struct SocketHubTests {
  @Test("events reach the sockets of a room, each once, and in order") func fanOut() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { first in
        let one = try await WebSocketTests.join(first, house)
        try await RawConnection.with(port: house.port) { second in
          let two = try await WebSocketTests.join(second, house)
          house.hub.join(two.sid, room: "second")
          #expect(house.hub.sockets(in: "all").count == 2)
          #expect(house.hub.rooms(of: two.sid) == ["all", "second"])
          for number in 0..<50 { #expect(house.hub.emit("n", [.integer(Int64(number))], to: "all") == 2) }
          #expect(house.hub.emit("only", to: "second") == 1)
          #expect(house.hub.emit("nobody", to: "empty") == 0)
          #expect(house.hub.emit("nobody", to: "all", namespace: "/") == 0)
          #expect(house.hub.emit("alone", toSocket: one.sid))
          #expect(!house.hub.emit("alone", toSocket: "unknown"))
          for connection in [first, second] {
            for number in 0..<50 { #expect(await connection.text() == "42/tasks,[\"n\",\(number)]") }
          }
          #expect(await first.text() == #"42/tasks,["alone"]"#)
          #expect(await second.text() == #"42/tasks,["only"]"#)
          house.hub.leave(two.sid, room: "all")
          #expect(house.hub.emit("n", to: "all") == 1)
          #expect(house.hub.counters.delivered == 103)
        }
      }
    }
  }

  @Test("a socket that is disconnected is told, forgotten after the delegate heard, and its session ends")
  func disconnect() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let socket = try await WebSocketTests.join(connection, house)
        house.hub.disconnect(socket.sid)
        #expect(await connection.text() == "41/tasks,")
        #expect(await connection.text() == "1")
        #expect(await connection.frame()?.opcode == 0x8)
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        _ = await connection.closed()
      }
    }
  }

  @Test("a peer that is taken out of one namespace stays in the other") func oneNamespace() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        _ = try await WebSocketTests.join(connection, house)
        try await connection.sendText("40")
        #expect(try #require(await connection.text()).hasPrefix("40{"))
        guard case .connected(let root, _)? = await house.next(1).first else {
          throw PolderError("test-join", "The delegate heard nothing.")
        }
        house.hub.disconnect(root.sid)
        #expect(await connection.text() == "41")
        #expect(await house.next(1) == [.disconnected(root, rooms: [])])
        #expect(house.hub.emit("still", to: "all") == 1)
        #expect(await connection.text() == #"42/tasks,["still"]"#)
      }
    }
  }

  @Test("a peer that does not read is dropped; the others and the caller do not notice") func slowReader() async throws
  {
    let configuration = RealtimeConfiguration(engine: .init(queuedPackets: 50, queuedBytes: 200_000))
    try await RealtimeHouse.run(configuration) { house in
      try await RawConnection.with(port: house.port) { slow in
        let socket = try await WebSocketTests.join(slow, house)
        try await slow.channel.setOption(.autoRead, value: false).get()
        let text = JSONValue.string(String(repeating: "x", count: 50_000))
        var rounds = 0
        while house.hub.emit("big", [text], to: "all") == 1, rounds < 10_000 { rounds += 1 }
        #expect(rounds < 10_000)
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        await house.hub.shutdown()
        #expect(house.hub.counters.tooSlow == 1)
      }
    }
  }

  @Test("a delegate that is slow holds its peer back; nothing is lost and the order stays") func slowDelegate()
    async throws
  {
    let gate = Gate()
    try await RealtimeHouse.run(.init(waitingEvents: 2_000), gate: gate) { house in
      try await RawConnection.with(port: house.port) { connection in
        let socket = try await WebSocketTests.join(connection, house)
        for number in 0..<1_000 { try await connection.sendText("42/tasks,[\"n\",\(number)]") }
        gate.open()
        let expected = (0..<1_000).map { RecordingDelegate.Happening.event(socket, "n", [.integer(Int64($0))]) }
        #expect(await house.next(1_000) == expected)
      }
    }
  }

  @Test("a post is answered when the delegate has caught up") func slowDelegatePolling() async throws {
    let gate = Gate()
    try await RealtimeHouse.run(.init(waitingEvents: 100), gate: gate) { house in
      let base = "/socket.io/?EIO=4&transport=polling"
      try await RawConnection.with(port: house.port) { connection in
        let target = base + "&sid=" + (try RealtimeHouse.sid(try await connection.call("GET", base).body))
        _ = try await connection.call("POST", target, body: "40/tasks,")
        _ = await house.next(1)
        let payload = (0..<50).map { "42/tasks,[\"n\",\($0)]" }.joined(separator: "\u{1E}")
        try await connection.send("POST", target, body: payload)
        gate.open()
        let answer1 = try await connection.answer()
        #expect(answer1.body == "OK")
        #expect(await house.next(50).count == 50)
      }
    }
  }

  @Test("a peer that floods a delegate which stands still is dropped") func flood() async throws {
    let gate = Gate()
    try await RealtimeHouse.run(.init(waitingEvents: 20), gate: gate) { house in
      let base = "/socket.io/?EIO=4&transport=polling"
      try await RawConnection.with(port: house.port) { connection in
        let target = base + "&sid=" + (try RealtimeHouse.sid(try await connection.call("GET", base).body))
        _ = try await connection.call("POST", target, body: "40/tasks,")
        let payload = (0..<50).map { "42/tasks,[\"n\",\($0)]" }.joined(separator: "\u{1E}")
        let answer2 = try await connection.call("POST", target, body: payload)
        #expect(answer2.status == 200)
        let answer3 = try await connection.call("GET", target)
        #expect(answer3.status == 400)
        gate.open()
      }
      var last: RecordingDelegate.Happening?
      for await happening in house.delegate.happenings {
        last = happening
        if case .disconnected = happening { break }
      }
      guard case .disconnected? = last else {
        Issue.record("the end was not told")
        return
      }
      await house.hub.shutdown()
      #expect(house.hub.counters.tooSlow == 1)
    }
  }

  @Test("shutting down ends every session and waits for the delegate") func shutdown() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let socket = try await WebSocketTests.join(connection, house)
        await house.hub.shutdown()
        #expect(house.hub.counters.sessions == 0)
        #expect(house.hub.counters.sockets == 0)
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        #expect(await connection.text() == "1")
        try await RawConnection.with(port: house.port) {
          let answer4 = try await $0.call("GET", "/socket.io/?EIO=4&transport=polling")
          #expect(answer4.status == 503)
        }
      }
    }
  }
}
