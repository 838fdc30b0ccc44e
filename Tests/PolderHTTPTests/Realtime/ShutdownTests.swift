import Hummingbird
import Logging
import NIOCore
import PolderCore
import PolderHTTP
import PolderRealtime
import Testing

@Suite("Shutting the server down") struct ShutdownTests {
  @Test("sockets are closed and waiting polls answered, so that the server can end", .timeLimit(.minutes(10)))
  func graceful() async throws {
    let (client, running, poll) = try await RealtimeHouse.run(shutsHubDown: false) { house in
      let client = try SocketIOClient(
        endpoint: house.endpoint(), options: .init(client: .init(connectTimeout: .seconds(5), reconnects: false)))
      let running = Task { await client.run() }
      _ = await house.next(1)
      let poll = Task {
        try await RawConnection.with(port: house.port) { connection in
          let base = "/socket.io/?EIO=4&transport=polling"
          let target = base + "&sid=" + (try RealtimeHouse.sid(try await connection.call("GET", base).body))
          _ = try await connection.call("POST", target, body: "40/tasks,")
          _ = try await connection.call("GET", target)
          try await connection.send("GET", target)
          return try await connection.answer().body
        }
      }
      _ = await house.next(1)
      return (client, running, poll)
    }
    var events: [SocketEvent] = []
    for await event in client.events { events.append(event) }
    guard case .connected? = events.first, case .disconnected? = events.last else {
      Issue.record("the socket was not closed: \(events)")
      return
    }
    await running.value
    // The poll either came in time and was answered with nothing, or found its connection closed.
    if let body = try? await poll.value { #expect(body == "6") }
  }

  @Test("a server whose task is cancelled ends, whatever its connections do", .timeLimit(.minutes(10)))
  func cancelled() async throws {
    let hub = SocketHub()
    let delegate = RecordingDelegate(hub: hub)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "realtime-tests")
    logger.logLevel = .critical
    let application = Application(
      responder: Router().buildResponder(), server: RealtimeServerBuilder.server(hub: hub, delegate: delegate),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    let serving = Task { try await application.run() }
    let port = try #require(await ports.first { _ in true })
    try await RawConnection.with(port: port) { silent in
      try await RawConnection.with(port: port) { webSocket in
        _ = try await webSocket.upgrade("/socket.io/?EIO=4&transport=websocket")
        #expect(await webSocket.text() != nil)
        serving.cancel()
        _ = await webSocket.closed()
        _ = await silent.closed()
      }
    }
    _ = await serving.result
    await hub.shutdown()
    #expect(hub.counters.sessions == 0)
  }
}
