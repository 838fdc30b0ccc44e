import PolderCore
import Testing

@testable import PolderHTTP

/// Peers that hold a connection by being slow, over real sockets; the bounds are set so low that any waiting is too long.
struct SlowPeerTests {
  private var configuration: RealtimeConfiguration {
    var configuration = RealtimeConfiguration()
    configuration.pace = .init(head: .zero, grace: .zero, rate: .max, stall: .seconds(60), every: .milliseconds(5))
    return configuration
  }

  @Test("a body that does not come is answered with 408, and the connection ends")
  func body() async throws {
    try await RealtimeHouse.run(configuration) { house in
      try await RawConnection.with(port: house.port) { connection in
        try await connection.write(Array("POST /plain HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf".utf8))
        let answer = try await connection.answer()
        #expect(answer.status == 408 && answer.body == #"{"msg":"The request took too long to arrive."}"#)
        #expect(answer.head.lowercased().contains("connection: close"))
        _ = await connection.closed()
      }
    }
  }

  @Test(
    "a request for a websocket whose body does not come is held no longer than any other", .timeLimit(.minutes(10)),
    arguments: ["Content-Length: 10", "Transfer-Encoding: chunked"])
  func upgrade(header: String) async throws {
    try await RealtimeHouse.run(configuration) { house in
      try await RawConnection.with(port: house.port) { connection in
        let lines = [
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: websocket",
          "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", header,
        ]
        try await connection.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        let told = String(decoding: await connection.closed(), as: UTF8.self)
        #expect(!told.contains(" 101 "), "\(told)")
      }
    }
  }

  @Test("a second request whose head does not come ends the connection")
  func head() async throws {
    try await RealtimeHouse.run(configuration) { house in
      try await RawConnection.with(port: house.port) { connection in
        let answer = try await connection.call("GET", "/plain")
        #expect(answer.status == 200)
        // The server may have closed already: it waits for no head at all.
        try? await connection.write(Array("GET /plain HT".utf8))
        _ = await connection.closed()
      }
    }
  }

  @Test("a poll that waits for events is not slow")
  func poll() async throws {
    try await RealtimeHouse.run(configuration) { house in
      let base = "/socket.io/?EIO=4&transport=polling"
      let sid = try await RawConnection.with(port: house.port) { connection in
        try RealtimeHouse.sid(try await connection.call("GET", base).body)
      }
      let target = "\(base)&sid=\(sid)"
      try await RawConnection.with(port: house.port) { connection in
        async let answer = connection.call("GET", target)
        _ = try await RawConnection.with(port: house.port) { other in
          try await other.call("POST", target, body: "40/tasks,")
        }
        #expect(try await answer.body.hasPrefix("40/tasks,"))
      }
    }
  }
}
