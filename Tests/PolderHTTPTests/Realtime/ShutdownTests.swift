import PolderCore
import PolderHTTP
import PolderRealtime
import Testing

@Suite("Shutting the server down") struct ShutdownTests {
  @Test("sockets are closed and waiting polls answered, so that the server can end", .timeLimit(.minutes(1)))
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
}
