import Foundation
import Glibc
import Testing

/// Requests while the node is away.
@Suite struct HoldingTests {
  @Test("a request waits until somebody listens, and is then answered")
  func heldWhileAbsent() async throws {
    let relay = try await RelayFixture()
    let port = relay.port
    let (sent, sending) = AsyncStream<Void>.makeStream()
    async let answer = onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi".utf8))
      sending.finish()
      return try Message.read(from: socket)
    }
    for await _ in sent {}
    let served = try await relay.serve(1) { RelayFixture.ok("late " + $0.text) }
    #expect(try await answer.text == "late hi")
    #expect(served[0]["idempotency-key"]?.count == 32)
    try await relay.end()
  }

  @Test("a request waits while a socket is there that nobody listens at")
  func heldWhileRefused() async throws {
    let relay = try await RelayFixture()
    // Bound and closed again: the file stays, and connecting to it is refused.
    _ = try Socket.listening(path: relay.socketPath)
    async let answer = relay.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    let served = try await relay.serve(1) { _ in RelayFixture.ok("back") }
    #expect(served.count == 1)
    #expect(try await answer.text == "back")
    try await relay.end()
  }

  @Test(
    "a request is sent again with the same key when the node goes away before it has answered whole",
    arguments: ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"])
  func sentAgain(firstAnswer: String) async throws {
    let relay = try await RelayFixture()
    async let answer = relay.exchange("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")
    let served = try await relay.serve(3) { message in
      // Twice the node dies; the third time it answers.
      Self.attempts.next(message["idempotency-key"] ?? "") < 3 ? firstAnswer : RelayFixture.ok("done")
    }
    #expect(try await answer.text == "done")
    #expect(Set(served.map { $0["idempotency-key"] }).count == 1)
    #expect(served.allSatisfy { $0.text == "body" && $0["idempotency-key"]?.count == 32 })
    try await relay.end()
  }

  /// Counts per key.
  private static let attempts = Counter()

  @Test("an answer that breaks after a part was passed on ends the client's connection")
  func brokenAnswer() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { _ in
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"
    }
    let answer = try await relay.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", toEnd: true)
    #expect(answer.text == "5\r\nfirst\r\n")
    #expect(try await served.count == 1)
    try await relay.end()
  }

  @Test("a request that was held long enough is answered with 504")
  func heldTooLong() async throws {
    let relay = try await RelayFixture(["--hold", "0.1"])
    let answer = try await relay.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(answer.status == 504)
    #expect(answer["content-type"] == "application/json")
    #expect(answer.text.hasPrefix("{\"msg\": \""))
    try await relay.end()
  }

  @Test("a held request whose client hangs up is never sent")
  func abandoned() async throws {
    let relay = try await RelayFixture(["--connections", "1"])
    let port = relay.port
    try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array("POST /abandoned HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n".utf8))
    }
    // With one place only, the second is told to go on when the first is given up.
    let second = try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(
        Array("POST /second HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".utf8))
      #expect(try socket.receive().starts(with: "HTTP/1.1 100".utf8))
      try socket.send(Array("hi".utf8))
      return socket
    }
    let served = try await relay.serve(1) { _ in RelayFixture.ok("second") }
    #expect(served[0].head.hasPrefix("POST /second"))
    #expect(try await onThread { try Message.read(from: second) }.text == "second")
    try await relay.end()
  }
}
