import PolderCore
import PolderHTTP
import PolderRealtime
import Synchronization
import Testing

@Suite("Own client and own server") struct SocketIOClientTests {
  /// Runs a body with the next events of a client that runs meanwhile.
  func with(
    _ client: SocketIOClient, _ body: @Sendable (_ next: @Sendable () async -> SocketEvent?) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await client.run() }
      do {
        try await body { await client.events.first { _ in true } }
      } catch {
        client.close()
        throw error
      }
      client.close()
      try await group.waitForAll()
    }
  }

  @Test("it connects, is authorized, emits, hears, and says goodbye") func whole() async throws {
    try await RealtimeHouse.run { house in
      let client = try SocketIOClient(endpoint: house.endpoint()) { "Bearer token" }
      try await with(client) { next in
        guard case .connected(let sid)? = await next() else {
          Issue.record("not connected")
          return
        }
        let socket = SocketHandle(sid: sid, namespace: "/tasks")
        #expect(await house.next(1) == [.connected(socket, authorization: "Bearer token")])
        #expect(client.isConnected)
        house.hub.emit("new_task", [["id": 1]], to: "all")
        #expect(await next() == .event(name: "new_task", arguments: [["id": 1]]))
        #expect(client.emit("echo", "a", 2, ["b": nil]))
        #expect(await next() == .event(name: "echo", arguments: ["a", 2, ["b": nil]]))
        #expect(await house.next(1) == [.event(socket, "echo", ["a", 2, ["b": nil]])])
        client.close()
        #expect(await next() == .disconnected(reason: "closed here"))
        #expect(await next() == nil)
        #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        #expect(!client.emit("late"))
      }
    }
  }

  @Test("after a loss it comes back with a fresh token") func reconnects() async throws {
    try await RealtimeHouse.run { house in
      let count = Mutex(0)
      let options = SocketIOClient.Options(client: .init(firstDelay: .milliseconds(1), longestDelay: .milliseconds(5)))
      let client = try SocketIOClient(endpoint: house.endpoint(), options: options) {
        "Bearer \(count.withLock { count in count += 1; return count })"
      }
      try await with(client) { next in
        for round in 1...3 {
          guard case .connected(let sid)? = await next() else {
            Issue.record("not connected")
            return
          }
          let socket = SocketHandle(sid: sid, namespace: "/tasks")
          #expect(await house.next(1) == [.connected(socket, authorization: "Bearer \(round)")])
          house.hub.disconnect(sid)
          guard case .disconnected? = await next() else {
            Issue.record("the loss was not told")
            return
          }
          #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
        }
      }
    }
  }

  @Test("a token that can not be had is a failed attempt, and the next may succeed") func failingToken() async throws {
    try await RealtimeHouse.run { house in
      let isFirst = Mutex(true)
      let options = SocketIOClient.Options(client: .init(firstDelay: .milliseconds(1)))
      let client = try SocketIOClient(endpoint: house.endpoint(), options: options) {
        if isFirst.withLock({ first in
          defer { first = false }; return first
        }) {
          throw PolderError("test-token", "No token today.")
        }
        return nil
      }
      try await with(client) { next in
        guard case .connectionFailed("No token today.", .some)? = await next() else {
          Issue.record("the failure was not told")
          return
        }
        guard case .connected? = await next() else {
          Issue.record("not connected")
          return
        }
      }
    }
  }

  @Test("a server that opens no websocket is reported with its status") func refused() async throws {
    try await RealtimeHouse.run { house in
      var endpoint = house.endpoint()
      endpoint.path = "/plain"
      let client = try SocketIOClient(
        endpoint: endpoint, options: .init(client: .init(connectTimeout: .seconds(30), reconnects: false)))
      try await with(client) { next in
        #expect(
          await next()
            == .connectionFailed(
              reason: "The server does not open a websocket: it answered 200.", retryIn: nil))
        #expect(await next() == nil)
      }
    }
  }

  @Test("nobody listening is reported, and cancelling ends the client") func nobody() async throws {
    let port = try await RealtimeHouse.run { $0.port }
    let client = try SocketIOClient(endpoint: SocketEndpoint(host: "127.0.0.1", port: port, isSecure: false))
    let running = Task { await client.run() }
    guard case .connectionFailed(_, .some)? = await client.events.first(where: { _ in true }) else {
      Issue.record("the failure was not told")
      return
    }
    running.cancel()
    await running.value
    #expect(!client.isConnected)
  }

  @Test("large events pass, both ways") func large() async throws {
    try await RealtimeHouse.run { house in
      let client = try SocketIOClient(endpoint: house.endpoint())
      try await with(client) { next in
        _ = await next()
        _ = await house.next(1)
        let text = JSONValue.string(String(repeating: "é\"", count: 200_000))
        #expect(client.emit("echo", text))
        #expect(await next() == .event(name: "echo", arguments: [text]))
      }
    }
  }

  @Test("a reader that falls behind loses the connection, not the news of it") func slowReader() async throws {
    try await RealtimeHouse.run { house in
      let options = SocketIOClient.Options(client: .init(reconnects: false), queuedEvents: 10)
      let client = try SocketIOClient(endpoint: house.endpoint(), options: options)
      let running = Task { await client.run() }
      guard case .connected(let socket, _)? = await house.next(1).first else { return }
      for number in 0..<100 { house.hub.emit("n", [.integer(Int64(number))], to: "all") }
      #expect(await house.next(1) == [.disconnected(socket, rooms: ["all"])])
      var events: [SocketEvent] = []
      for await event in client.events { events.append(event) }
      #expect(events.first == .connected(sid: socket.sid))
      #expect(events.last == .disconnected(reason: "the events were not read in time"))
      #expect(
        events.dropFirst().dropLast() == ArraySlice((0..<9).map { .event(name: "n", arguments: [.integer($0)]) }))
      await running.value
    }
  }

  @Test("many clients hear one event each") func many() async throws {
    try await RealtimeHouse.run { house in
      let clients = try (0..<40).map { _ in try SocketIOClient(endpoint: house.endpoint()) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in clients { group.addTask { await client.run() } }
        #expect(await house.next(40).count == 40)
        #expect(house.hub.emit("all", to: "all") == 40)
        for client in clients {
          var events: [SocketEvent] = []
          for await event in client.events.prefix(2) { events.append(event) }
          #expect(events.last == .event(name: "all", arguments: []))
          client.close()
        }
        try await group.waitForAll()
      }
      await house.hub.shutdown()
      #expect(house.hub.counters.sockets == 0)
    }
  }
}
