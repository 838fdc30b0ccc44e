import NIOHTTP1
import PolderCore
import PolderTransport
import Testing

@Suite("HTTP channel")
struct HTTPChannelTests {
  /// Answers with what arrived: method, target, two header fields and the body.
  private static func echo(_ request: LoopbackServer.Request) -> LoopbackServer.Reaction {
    let fields = ["authorization", "x-kind"].map { request.headers.first(name: $0) ?? "-" }
    let text = ([request.method, request.uri] + fields + [String(decoding: request.body, as: UTF8.self)])
    return .answer(207, [("X-Reply", "yes")], Array(text.joined(separator: "|").utf8))
  }

  private func withServer(
    _ react: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction,
    _ body: (String) async throws -> Void
  ) async throws {
    let server = try await LoopbackServer.start(react)
    do { try await body(server.base) } catch {
      try await server.stop()
      throw error
    }
    try await server.stop()
  }

  @Test("Method, path, query, header fields and body arrive as they were meant")
  func carriesEverything() async throws {
    try await withServer(Self.echo) { base in
      let channel = try HTTPChannel(
        base: base + "/api/", headers: [("Authorization", "Bearer t"), ("X-Kind", "default")])
      let call = HTTPCall(
        .patch, "/run/7", query: [("a b", "c&d=é"), ("page", "1"), ("page", "2")], headers: [("X-Kind", "own")],
        body: Array("{\"x\":1}".utf8))
      let answer = try await channel.send(call)
      #expect(answer.status == 207)
      #expect(answer.isSuccess)
      #expect(answer.header("x-reply") == "yes")
      #expect(
        answer.text == "PATCH|/api/run/7?a%20b=c%26d%3D%C3%A9&page=1&page=2|Bearer t|own|{\"x\":1}")
      await channel.shutdown()
    }
  }

  @Test("A path is plain text: what would end it or step out of it is encoded")
  func encodesPaths() async throws {
    try await withServer(Self.echo) { base in
      let channel = try HTTPChannel(base: base)
      let answer = try await channel.send(HTTPCall(.get, "role/a?b#c%2F d"))
      #expect(answer.text == "GET|/role/a%3Fb%23c%252F%20d|-|-|")
      await channel.shutdown()
    }
  }

  @Test("Refusals and redirects come back as answers", arguments: [302, 401, 500])
  func givesEveryStatus(status: Int) async throws {
    try await withServer({ _ in .answer(status, [("Location", "/elsewhere")], [7]) }) { base in
      let channel = try HTTPChannel(base: base)
      let answer = try await channel.send(HTTPCall(.get, "/"))
      #expect(answer.status == status)
      #expect(!answer.isSuccess)
      #expect(answer.body == [7])
      await channel.shutdown()
    }
  }

  @Test("A unix socket is an address like any other")
  func speaksOverUnixSocket() async throws {
    let path = "/tmp/polder-\(UInt64.random(in: 0 ... .max)).sock"
    let server = try await LoopbackServer.start(socket: path, Self.echo)
    let channel = try HTTPChannel(base: "unix:\(path)")
    let first = try await channel.send(HTTPCall(.get, "/task/1/status"))
    #expect(first.text == "GET|/task/1/status|-|-|")
    #expect(channel.base == "http+unix://\(path.replacing("/", with: "%2F"))")
    let prefixed = try HTTPChannel(base: channel.base + "/api")
    #expect(try await prefixed.send(HTTPCall(.get, "x")).text == "GET|/api/x|-|-|")
    await prefixed.shutdown()
    await channel.shutdown()
    try await server.stop()
  }

  @Test("A refused connection is surely not sent, over TCP and over a unix socket")
  func tellsRefusedConnections() async throws {
    let server = try await LoopbackServer.start { _ in .close }
    let base = try server.base
    try await server.stop()
    for address in [base, "unix:/tmp/polder-nobody-\(UInt64.random(in: 0 ... .max)).sock"] {
      let channel = try HTTPChannel(base: address)
      let error = await #expect(throws: PolderError.self) { try await channel.send(HTTPCall(.post, "/task")) }
      #expect(error?.code == .transportUnreachable)
      #expect(error?.isSurelyNotSent == true)
      await channel.shutdown()
    }
  }

  @Test("A connection that breaks after the request may have been sent")
  func tellsBrokenConnections() async throws {
    try await withServer({ _ in .close }) { base in
      let channel = try HTTPChannel(base: base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.send(HTTPCall(.post, "/task", query: [("secret", "s3cret")], body: [1]))
      }
      #expect(error?.code == .transportInterrupted)
      #expect(error?.isSurelyNotSent == false)
      #expect(error?.description.contains("s3cret") == false)
      await channel.shutdown()
    }
  }

  @Test("The deadline covers the body, not only the head")
  func endsStalledAnswers() async throws {
    try await withServer({ _ in .stall }) { base in
      let channel = try HTTPChannel(base: base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.send(HTTPCall(.get, "/", timeout: .milliseconds(50)))
      }
      #expect(error?.code == .transportTimeout)
      #expect(error?.isSurelyNotSent == false)
      await channel.shutdown()
    }
  }

  @Test("A cancelled task gets a cancellation, not a failure of the connection")
  func tellsCancellation() async throws {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    let react: @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction = { _ in
      arrived.yield()
      return .stall
    }
    try await withServer(react) { base in
      let channel = try HTTPChannel(base: base)
      let task = Task { try await channel.send(HTTPCall(.get, "/")) }
      for await _ in arrivals { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      await channel.shutdown()
    }
  }

  @Test("An answer over the limit is refused, declared or not; one at the limit passes")
  func boundsAnswers() async throws {
    try await withServer({ _ in .answer(200, [], Array(repeating: 65, count: 1_000)) }) { base in
      let tight = try HTTPChannel(base: base, maximumReplyBytes: 999)
      let error = await #expect(throws: PolderError.self) { try await tight.send(HTTPCall(.get, "/")) }
      #expect(error?.code == .transportReplyTooLarge)
      let fitting = try HTTPChannel(base: base, maximumReplyBytes: 1_000)
      #expect(try await fitting.send(HTTPCall(.get, "/")).body.count == 1_000)
      await tight.shutdown()
      await fitting.shutdown()
    }
  }

  @Test("A field with a line break is refused before anything is sent")
  func refusesSplitHeaders() async throws {
    try await withServer(Self.echo) { base in
      let channel = try HTTPChannel(base: base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.send(HTTPCall(.get, "/", headers: [("X-Kind", "a\r\nX-Other: b")]))
      }
      #expect(error?.isSurelyNotSent == true)
      await channel.shutdown()
    }
  }

  @Test("After a shutdown calls fail as not sent, and a second shutdown does nothing")
  func endsWithShutdown() async throws {
    try await withServer(Self.echo) { base in
      let channel = try HTTPChannel(base: base)
      _ = try await channel.send(HTTPCall(.get, "/"))
      await channel.shutdown()
      await channel.shutdown()
      let error = await #expect(throws: PolderError.self) { try await channel.send(HTTPCall(.get, "/")) }
      #expect(error?.isSurelyNotSent == true)
    }
  }

  @Test(
    "Addresses that can not work are refused with a reason",
    arguments: [
      ("ftp://host", "begin with"), ("127.0.0.1:5000", "begin with"), ("http://", "no host"),
      ("http:///api", "no host"),
      ("http://me:secret@host", "password"), ("http://host?x=1", "query"), ("http://host:0", "port"),
      ("http://host:abc", "port"), ("http://ho st", "character"),
    ])
  func refusesBadAddresses(base: String, reason: String) throws {
    let error = #expect(throws: PolderError.self) { try HTTPChannel(base: base) }
    #expect(error?.code == .transportBadAddress)
    #expect(error?.message.contains(reason) == true)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("Many calls at once share the pool and all get their own answer")
  func carriesManyAtOnce() async throws {
    try await withServer(Self.echo) { base in
      let channel = try HTTPChannel(base: base)
      let texts = try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<100 {
          group.addTask { try await channel.send(HTTPCall(.get, "/\(number)")).text }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(texts == Set((0..<100).map { "GET|/\($0)|-|-|" }))
      await channel.shutdown()
    }
  }
}
