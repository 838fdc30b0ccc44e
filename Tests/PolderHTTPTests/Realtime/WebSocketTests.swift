import PolderCore
import PolderHTTP
import PolderRealtime
import Testing

@Suite("Websockets") struct WebSocketTests {
  let target = "/socket.io/?EIO=4&transport=websocket"

  /// Opens a websocket and joins `/tasks`; gives the handle that the delegate got.
  static func join(_ connection: RawConnection, _ house: RealtimeHouse) async throws -> SocketHandle {
    let answer = try await connection.upgrade(
      "/socket.io/?EIO=4&transport=websocket", headers: ["Authorization: Bearer w"])
    #expect(answer.status == 101)
    #expect(answer.head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
    let opened = try #require(await connection.text())
    #expect(opened.hasPrefix("0{") && opened.contains(#""upgrades":[]"#))
    try await connection.sendText("40/tasks,")
    let joined = try #require(await connection.text())
    guard case .connected(let socket, "Bearer w")? = await house.next(1).first else {
      throw PolderError("test-join", "The delegate heard nothing.")
    }
    #expect(joined == #"40/tasks,{"sid":"\#(socket.sid)"}"#)
    return socket
  }

  @Test("plain requests and sockets live on one port") func onePort() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { webSocket in
        let socket = try await Self.join(webSocket, house)
        try await RawConnection.with(port: house.port) { plain in
          let answer1 = try await plain.call("GET", "/plain")
          #expect(answer1.body == "plain")
          let answer2 = try await plain.call("POST", "/plain", body: "12345")
          #expect(answer2.body == "got 5")
          let answer3 = try await plain.call("GET", "/nowhere")
          #expect(answer3.status == 404)
        }
        try await webSocket.sendText(#"42/tasks,0["echo",{"a":[1,2]}]"#)
        let answers = [await webSocket.text(), await webSocket.text()]
        #expect(Set(answers) == [#"43/tasks,0[]"#, #"42/tasks,["echo",{"a":[1,2]}]"#])
        #expect(await house.next(1) == [.event(socket, "echo", [["a": [1, 2]]])])
      }
      guard case .disconnected? = await house.next(1).first else {
        Issue.record("the loss was not told")
        return
      }
    }
  }

  @Test("the root is joined, /admin is refused") func namespaces() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        _ = try await connection.upgrade(target)
        _ = await connection.text()
        try await connection.sendText("40/admin,")
        #expect(await connection.text() == #"44/admin,"Unable to connect""#)
        try await connection.sendText("40")
        #expect(try #require(await connection.text()).hasPrefix(#"40{"sid":"#))
      }
    }
  }

  @Test("a session on polling moves to a websocket and loses nothing") func upgrade() async throws {
    try await RealtimeHouse.run { house in
      let polling = "/socket.io/?EIO=4&transport=polling"
      try await RawConnection.with(port: house.port) { connection in
        let sid = try RealtimeHouse.sid(try await connection.call("GET", polling).body)
        _ = try await connection.call("POST", polling + "&sid=" + sid, body: "40/tasks,")
        _ = await house.next(1)
        _ = try await connection.call("GET", polling + "&sid=" + sid)
        try await connection.send("GET", polling + "&sid=" + sid)
        try await RawConnection.with(port: house.port) { webSocket in
          let answer4 = try await webSocket.upgrade(target + "&sid=" + sid)
          #expect(answer4.status == 101)
          try await webSocket.sendText("2probe")
          #expect(await webSocket.text() == "3probe")
          let answer5 = try await connection.answer()
          #expect(answer5.body == "6")
          house.hub.emit("between", to: "all")
          try await webSocket.sendText("5")
          #expect(await webSocket.text() == #"42/tasks,["between"]"#)
          house.hub.emit("after", to: "all")
          #expect(await webSocket.text() == #"42/tasks,["after"]"#)
          let answer6 = try await connection.call("GET", polling + "&sid=" + sid)
          #expect(answer6.status == 400)
        }
      }
      guard case .disconnected? = await house.next(1).first else {
        Issue.record("the loss was not told")
        return
      }
    }
  }

  @Test(
    "a websocket that may not open is answered with 400",
    arguments: [
      "/socket.io/?EIO=3&transport=websocket", "/socket.io/?transport=websocket",
      "/socket.io/?EIO=4&transport=websocket&sid=unknown", "/socket.io/?EIO=4&transport=polling&sid=unknown",
    ])
  func refused(target: String) async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer7 = try await connection.upgrade(target)
        #expect(answer7.status == 400)
        let answer8 = try await connection.call("GET", "/plain")
        #expect(answer8.body == "plain")
      }
    }
  }

  @Test("an upgrade elsewhere, or to something else, is a plain request") func otherUpgrades() async throws {
    try await RealtimeHouse.run { house in
      let plain = try await RawConnection.with(port: house.port) { try await $0.upgrade("/plain") }
      #expect(plain.body == "plain")
      try await RawConnection.with(port: house.port) { connection in
        let headers = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"]
        let answer = try await connection.call("POST", "/plain", headers: headers, body: "1234")
        #expect(answer.body == "got 4")
        let answer9 = try await connection.call("GET", "/plain")
        #expect(answer9.body == "plain")
      }
    }
  }

  @Test("what is no HTTP is answered with 400 and closed") func noHTTP() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        try await connection.write(Array("\u{16}\u{3}\u{1} hello\r\n\r\n".utf8))
        let answer10 = try await connection.answer()
        #expect(answer10.status == 400)
        #expect(await connection.closed() == [])
      }
    }
  }

  @Test("a request for a websocket may say that it has no body") func emptyBody() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer = try await connection.upgrade(target, headers: ["Content-Length: 0"])
        #expect(answer.status == 101)
        #expect(try #require(await connection.text()).hasPrefix("0{"))
      }
    }
  }

  @Test("frames may come in fragments, and be pings") func frames() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let socket = try await Self.join(connection, house)
        try await connection.sendFrame(0x1, Array("42/tasks,[".utf8), isFinal: false)
        try await connection.sendFrame(0x9, [7, 8])
        try await connection.sendFrame(0x0, Array("\"whole\"]".utf8))
        #expect(await connection.frame() == .init(opcode: 0xA, bytes: [7, 8]))
        #expect(await house.next(1) == [.event(socket, "whole", [])])
        try await connection.sendText(#"451-/tasks,["file",{"_placeholder":true,"num":0}]"#)
        try await connection.sendFrame(0x2, [1, 2, 3])
        #expect(await house.next(1) == [.event(socket, "file", [["_placeholder": true, "num": 0]])])
      }
    }
  }

  @Test(
    "a message beyond the bound, or against the protocol, ends the connection",
    arguments: [
      "4" + String(repeating: "2", count: 5_000), "42/tasks,nonsense", "9", "",
    ])
  func broken(text: String) async throws {
    try await RealtimeHouse.run(.init(engine: .init(limits: .init(payload: 2_000)))) { house in
      try await RawConnection.with(port: house.port) { connection in
        let socket = try await Self.join(connection, house)
        try await connection.sendText(text)
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        _ = await connection.closed()
      }
      await house.hub.shutdown()
      #expect(house.hub.counters.broken == 1)
    }
  }

  @Test("the closing handshake of a websocket ends the session") func closing() async throws {
    try await RealtimeHouse.run { house in
      try await RawConnection.with(port: house.port) { connection in
        let socket = try await Self.join(connection, house)
        try await connection.sendFrame(0x8, [0x03, 0xE8])
        #expect(await connection.frame()?.opcode == 0x8)
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
      }
    }
  }

  @Test("a silent connection is closed when its patience ends") func silent() async throws {
    try await RealtimeHouse.run(.init(firstRequestTimeout: .milliseconds(50))) { house in
      try await RawConnection.with(port: house.port) { #expect(await $0.closed() == []) }
    }
  }
}
