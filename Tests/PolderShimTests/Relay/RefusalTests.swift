import Testing

/// Requests that could be understood in two ways, or are too large, end at the relay.
@Suite struct RefusalTests {
  private static let post = "POST / HTTP/1.1\r\nHost: a\r\n"

  @Test(
    "a malformed request is answered with 400 and the connection ends",
    arguments: [
      post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
      post + "Content-Length: 5, 5\r\n\r\nhello",
      post + "Content-Length: +5\r\n\r\nhello",
      post + "Content-Length: 5\r\nContent-Length : 0\r\n\r\nhello",
      post + "Content-Length: 99999999999999999999\r\n\r\n",
      post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      post + "X: a\r\n b\r\n\r\n",
      post + "X: a\nY: b\r\n\r\n",
      post + "X: a\rb\r\n\r\n",
      post + "X: a\0b\r\n\r\n",
      post + "no colon\r\n\r\n",
      post + ": empty\r\n\r\n",
      post + "Transfer-Encoding: chunked\r\n\r\n5x\r\nhello\r\n0\r\n\r\n",
      post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n",
      post + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
      post + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
      post + "Host: b\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /\r\n\r\n",
      "GET https://elsewhere/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
  func malformed(request: String) async throws {
    // Nobody listens at the other side, and with no time to wait a request that got through would be 504.
    let relay = try await RelayFixture(["--hold", "0"])
    let answer = try await relay.exchange(request, toEnd: true)
    #expect(answer.status == 400)
    #expect(answer.text.hasPrefix("{\"msg\": \"malformed request: "))
    #expect(answer["connection"] == "close")
    try await relay.end()
  }

  @Test("a body over the limit is 413, with a length and in chunks; one of just that size is not")
  func tooLarge() async throws {
    let relay = try await RelayFixture(["--hold", "0", "--max-body", "10"])
    let length = try await relay.exchange(Self.post + "Content-Length: 11\r\n\r\nhello worl!", toEnd: true)
    #expect(length.status == 413)
    let chunks = try await relay.exchange(
      Self.post + "Transfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n", toEnd: true)
    #expect(chunks.status == 413)
    let exact = try await relay.exchange(Self.post + "Content-Length: 10\r\n\r\nhello worl", toEnd: true)
    #expect(exact.status == 504)
    try await relay.end()
  }

  @Test("a head over 64 KiB is 431, more than 256 fields 400")
  func longHead() async throws {
    let relay = try await RelayFixture(["--hold", "0"])
    let long = try await relay.exchange(
      Self.post + "X: " + String(repeating: "x", count: 70_000) + "\r\n\r\n", toEnd: true)
    #expect(long.status == 431)
    let many = try await relay.exchange(
      Self.post + String(repeating: "X: y\r\n", count: 300) + "\r\n", toEnd: true)
    #expect(many.status == 400)
    try await relay.end()
  }

  @Test("CONNECT is 501")
  func connect() async throws {
    let relay = try await RelayFixture(["--hold", "0"])
    let answer = try await relay.exchange("CONNECT /elsewhere HTTP/1.1\r\nHost: a\r\n\r\n", toEnd: true)
    #expect(answer.status == 501)
    try await relay.end()
  }

  @Test(
    "an answer that can not be understood is 502",
    arguments: [
      "nonsense\r\n\r\n",
      "HTTP/1.1 2000 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    ])
  func badAnswer(text: String) async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { _ in text }
    let answer = try await relay.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", toEnd: true)
    #expect(answer.status == 502)
    _ = try await served
    try await relay.end()
  }
}
