import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Event feed", .timeLimit(.minutes(10)))
struct EventFeedTests {
  static let first = "GET /polder/events?limit=1"
  static func after(_ cursor: Int) -> String { "GET /polder/events?after=\(cursor)&limit=1000" }

  static func page(
    _ payloads: [(String, JSONValue)] = [], cursor: Int64, more: Bool = false, lost: Bool = false
  ) -> FakeAPI.Reaction {
    let data = payloads.enumerated().map { index, event -> JSONValue in
      [
        "id": .integer(Int64(index)), "event": .string(event.0), "room": "collaboration_1", "payload": event.1,
        "created_at": "2026-01-01T00:00:00",
      ]
    }
    return .json(["data": .array(data), "cursor": .integer(cursor), "more": .bool(more), "lost": .bool(lost)])
  }

  /// Lets a feed live for as long as a piece of work takes.
  func withFeed<Value: Sendable>(
    _ api: FakeAPI, tokens: any TokenSource = FixedToken("t"),
    _ body: @Sendable @escaping (EventFeed, FakeSockets) async throws -> Value
  ) async throws -> Value {
    let sockets = FakeSockets()
    let feed = EventFeed(caller: api.caller, tokens: tokens) { sockets.next($0) }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await feed.run()
        return nil
      }
      group.addTask { try await body(feed, sockets) }
      defer { group.cancelAll() }
      while let value = try await group.next() { if let value { return value } }
      throw CancellationError()
    }
  }

  @Test("What the server pushes reaches every reader, whatever has no known name does not")
  func tellsPushed() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7)]])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      try await socket.connect()
      await feed.ready()
      let (one, other) = (feed.subscribe(), feed.subscribe())
      socket.push(.newTask, ["id": 3, "parent_id": nil])
      socket.push(.sync)
      let expected = [#"new_task {"id":3,"parent_id":null}"#, "sync null"]
      #expect(await one.next(2) == expected)
      #expect(await other.next(2) == expected)
    }
  }

  @Test("What happens between the beginning and the connection is not missed")
  func fillsTheFirstGap() async throws {
    let api = FakeAPI([
      Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page([("new_task", ["id": 4])], cursor: 8)],
    ])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      let events = feed.subscribe()
      try await socket.connect()
      #expect(await events.next(1) == [#"new_task {"id":4}"#])
    }
  }

  @Test("After a loss the gap is told, without what was pushed before it")
  func fillsGaps() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7)]])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      try await socket.connect()
      await feed.ready()
      let events = feed.subscribe()
      socket.push(.statusUpdate, ["run_id": 1])
      #expect(await events.next(1) == [#"status_update {"run_id":1}"#])
      await api.answer(
        Self.after(7),
        Self.page([("status_update", ["run_id": 1]), ("status_update", ["run_id": 2])], cursor: 9, more: true))
      await api.answer(Self.after(9), Self.page([("kill_containers", ["collaboration_id": 1])], cursor: 12))
      socket.lose()
      try await socket.connect()
      #expect(
        await events.next(2) == [#"status_update {"run_id":2}"#, #"kill_containers {"collaboration_id":1}"#])
      socket.lose()
      await api.answer(Self.after(12), Self.page([("new_task", ["id": 5])], cursor: 13))
      try await socket.connect()
      #expect(await events.next(1) == [#"new_task {"id":5}"#], "the cursor has moved on")
    }
  }

  @Test("A server that says there is more, and does not move on, is not asked for ever")
  func endsWithStuckCursors() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7, more: true)]])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      try await socket.connect()
      await feed.ready()
    }
    #expect(await api.count(Self.after(7)) == 1)
  }

  @Test("Events that the server no longer has are told as a loss, and the cursor is the server's")
  func tellsLosses() async throws {
    let api = FakeAPI([
      Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 90, lost: true)],
      Self.after(90): [Self.page([("new_task", ["id": 5])], cursor: 91)],
    ])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      let events = feed.subscribe()
      try await socket.connect()
      #expect(await events.next(1) == ["resynced"])
      socket.lose()
      try await socket.connect()
      #expect(await events.next(1) == [#"new_task {"id":5}"#])
    }
  }

  @Test("At a server that keeps no events each new connection may have missed some")
  func worksWithoutKeptEvents() async throws {
    let api = FakeAPI([Self.first: [.page("<html>404</html>", 404)]])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      let events = feed.subscribe()
      try await socket.connect()
      #expect(await events.next(1) == ["resynced"])
      socket.push(.newTask, ["id": 1])
      #expect(await events.next(1) == [#"new_task {"id":1}"#])
      socket.lose()
      try await socket.connect()
      #expect(await events.next(1) == ["resynced"])
    }
  }

  @Test("A gap that can not be asked for now is told as a possible loss, and asked for at the next connection")
  func keepsTheCursorThroughTrouble() async throws {
    let api = FakeAPI([
      Self.first: [Self.page(cursor: 7)],
      Self.after(7): [.fail(.transportInterrupted), Self.page([("new_task", ["id": 4])], cursor: 8)],
    ])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      let events = feed.subscribe()
      try await socket.connect()
      #expect(await events.next(1) == ["resynced"])
      socket.lose()
      try await socket.connect()
      #expect(await events.next(1) == [#"new_task {"id":4}"#])
    }
  }

  @Test("Work may begin though the first connection fails; nothing of what follows is missed")
  func beginsWithoutConnection() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)]])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      socket.fail()
      await feed.ready()
      let events = feed.subscribe()
      await api.answer(Self.after(7), Self.page([("new_task", ["id": 1])], cursor: 8))
      try await socket.connect()
      #expect(await events.next(1) == [#"new_task {"id":1}"#])
    }
  }

  @Test("After very many events the server is asked where it stands, and nothing is told twice")
  func movesOn() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 0)], Self.after(0): [Self.page(cursor: 0)]])
    try await withFeed(api) { feed, sockets in
      let socket = try await sockets.socket()
      try await socket.connect()
      await feed.ready()
      let events = feed.subscribe()
      let payloads = (0..<EventLedger.capacity).map { JSONValue.object(["run_id": .integer(Int64($0))]) }
      await api.answer(Self.after(0), Self.page(payloads.map { ("status_update", $0) }, cursor: 2_048))
      for payload in payloads { socket.push(.statusUpdate, payload) }
      socket.push(.newTask, ["id": 1])
      let told = await events.next(EventLedger.capacity + 1)
      #expect(Set(told).count == told.count)
      #expect(told.last == #"new_task {"id":1}"#)
    }
    #expect(await api.count(Self.after(0)) == 2)
  }

  @Test(
    "A token that the server refuses is renewed and another connection made",
    arguments: [
      EventName.expiredToken, .invalidToken,
    ])
  func renewsTokens(refusal: EventName) async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7)]])
    try await withFeed(api, tokens: NumberedTokens()) { feed, sockets in
      let socket = try await sockets.socket()
      #expect(try await socket.connect() == "Bearer t1")
      let events = feed.subscribe()
      socket.push(refusal)
      let second = try await sockets.socket()
      #expect(socket.wasClosed)
      #expect(try await second.connect() == "Bearer t2")
      second.push(.newTask, ["id": 1])
      #expect(await events.next(1) == [#"new_task {"id":1}"#])
    }
  }

  @Test("Renewed tokens that are refused again and again end the feed instead of storming the server")
  func endsAfterRefusals() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7)]])
    let sockets = FakeSockets()
    let feed = EventFeed(caller: api.caller, tokens: NumberedTokens()) { sockets.next($0) }
    let events = feed.subscribe()
    async let run: Void = feed.run()
    for _ in 1...3 {
      let socket = try await sockets.socket()
      try await socket.connect()
      socket.push(.invalidToken)
    }
    try await run
    #expect(await events.next(1).allSatisfy { $0 == "resynced" })
    var rest = feed.subscribe().makeAsyncIterator()
    #expect(await rest.next() == nil, "who comes later hears at once that nothing follows")
    await feed.ready()
  }

  @Test("A session that is over ends the feed with the server's refusal")
  func endsWithTheSession() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7)]])
    let refusal = await #expect(throws: RequestRefusal.self) {
      try await withFeed(api, tokens: NumberedTokens(last: 1)) { feed, sockets in
        let socket = try await sockets.socket()
        try await socket.connect()
        socket.push(.invalidToken)
        for await _ in feed.subscribe() {}
        // The feed has ended; its error is the one that counts, so that this work must not end before.
        let (forever, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in forever {}
      }
    }
    #expect(refusal?.code == "token-revoked")
  }

  @Test("Cancelling ends the feed and every stream of it")
  func endsWhenCancelled() async throws {
    let api = FakeAPI([Self.first: [Self.page(cursor: 7)], Self.after(7): [Self.page(cursor: 7)]])
    let sockets = FakeSockets()
    let feed = EventFeed(caller: api.caller, tokens: FixedToken("t")) { sockets.next($0) }
    let task = Task { try await feed.run() }
    let socket = try await sockets.socket()
    try await socket.connect()
    await feed.ready()
    let events = feed.subscribe()
    task.cancel()
    for await _ in events {}
    _ = try await task.value
  }
}
