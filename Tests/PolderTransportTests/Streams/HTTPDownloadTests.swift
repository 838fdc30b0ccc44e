import NIOHTTP1
import PolderCore
import PolderTransport
import Testing

@Suite("Reading a body piece by piece")
struct HTTPDownloadTests {
  private struct Enough: Error {}

  private static func isGone(_ event: RawServer.Event) -> Bool? { if case .gone = event { true } else { nil } }

  @Test("Head and body come as they were sent, whatever the status", arguments: [200, 404])
  func readsAll(status: Int) async throws {
    let sent = [UInt8](repeating: 65, count: 3_000_000)
    let server = try await LoopbackServer.start { request in
      .answer(status, [("X-Method", request.method), ("X-Token", request.headers.first(name: "x-token") ?? "-")], sent)
    }
    let channel = try HTTPChannel(base: try server.base)
    let call = HTTPCall(.get, "/blobstream/1", headers: [("X-Token", "t")])
    let (head, body) = try await channel.download(call) { head, body in
      (head, try await body.reduce(into: [UInt8]()) { $0 += $1 })
    }
    #expect(head.status == status)
    #expect(head.isSuccess == (status == 200))
    #expect(head.header("x-method") == "GET")
    #expect(head.header("X-TOKEN") == "t")
    #expect(head.contentLength == 3_000_000)
    #expect(body == sent)
    await channel.shutdown()
    try await server.stop()
  }

  @Test("A body of unknown length is whole when its last chunk came")
  func readsChunks() async throws {
    let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    try await RawServer.run({ _ in [.send(answer)] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let (length, text) = try await channel.download(HTTPCall(.get, "/")) { head, body in
        (head.contentLength, String(decoding: try await body.collect(upTo: 100), as: UTF8.self))
      }
      #expect(length == nil)
      #expect(text == "abcde")
      await channel.shutdown()
    }
  }

  @Test("Nothing is read ahead of the reader: the other side comes to a halt")
  func holdsTheOtherSide() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(256 << 20)\r\n\r\n"
    let flood = RawServer.Step.flood([UInt8](repeating: 1, count: 1 << 16), times: 4_096)
    try await RawServer.run({ _ in [.send(head), flood] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let sent = try await channel.download(HTTPCall(.get, "/")) { _, body in
        var reader = body.makeAsyncIterator()
        _ = try await reader.next()
        return await server.next { event -> Int? in
          switch event {
          case .stalled(let bytes): bytes
          case .flooded, .gone: 256 << 20
          case .asked: nil
          }
        }
      }
      #expect((1...(64 << 20)).contains(sent ?? 0), "\(sent ?? 0) bytes were sent to a reader of one piece")
      await channel.shutdown()
    }
  }

  @Test(
    "A body that ends early is a failure, never a shorter body",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nabc",
    ])
  func tellsTruncation(answer: String) async throws {
    try await RawServer.run({ _ in [.send(answer), .close] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.download(HTTPCall(.get, "/blob")) { _, body in try await body.collect(upTo: 100) }
      }
      #expect(error?.code == .transportInterrupted)
      #expect(error?.object?.hasSuffix("/blob") == true)
      await channel.shutdown()
    }
  }

  @Test("A body that falls silent ends with the time limit")
  func tellsSilence() async throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"
    try await RawServer.run({ _ in [.send(answer), .read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.download(HTTPCall(.get, "/", timeout: .milliseconds(100))) { _, body in
          try await body.collect(upTo: 100)
        }
      }
      #expect(error?.code == .transportTimeout)
      await channel.shutdown()
    }
  }

  @Test("A head that does not come ends with the time limit too")
  func tellsSilenceBeforeTheHead() async throws {
    try await RawServer.run({ _ in [.read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.download(HTTPCall(.get, "/", timeout: .milliseconds(100))) { head, _ in head.status }
      }
      #expect(error?.code == .transportTimeout)
      await channel.shutdown()
    }
  }

  @Test("A reader that returns early, does not read, or fails gives the connection up", arguments: [0, 1, 2])
  func givesUp(kind: Int) async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(256 << 20)\r\n\r\n"
    let flood = RawServer.Step.flood([UInt8](repeating: 1, count: 1 << 16), times: 4_096)
    try await RawServer.run({ _ in [.send(head), flood] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let work: @Sendable () async throws -> Int = {
        try await channel.download(HTTPCall(.get, "/")) { _, body in
          guard kind > 0 else { return 0 }
          for try await piece in body {
            guard kind == 1 else { throw Enough() }
            return piece.count
          }
          return -1
        }
      }
      if kind == 2 {
        await #expect(throws: Enough.self) { try await work() }
      } else {
        #expect(try await work() >= kind)
      }
      #expect(await server.next(Self.isGone) == true)
      await channel.shutdown()
    }
  }

  @Test("Cancelling closes the connection and gives a cancellation at once")
  func cancels() async throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"
    let (reads, reading) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.run({ _ in [.send(answer), .read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let task = Task {
        try await channel.download(HTTPCall(.get, "/")) { _, body in
          var bytes = 0
          for try await piece in body {
            bytes += piece.count
            reading.yield()
          }
          return bytes
        }
      }
      for await _ in reads { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await server.next(Self.isGone) == true)
      await channel.shutdown()
    }
  }

  @Test("An endless body is read within the reader's bound")
  func boundsEndlessBodies() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    let chunk = Array("4000\r\n\(String(repeating: "a", count: 1 << 14))\r\n".utf8)
    try await RawServer.run({ _ in [.send(head), .flood(chunk, times: .max)] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.download(HTTPCall(.get, "/")) { _, body in try await body.collect(upTo: 100_000) }
      }
      #expect(error?.code == .transportReplyTooLarge)
      #expect(await server.next(Self.isGone) == true)
      await channel.shutdown()
    }
  }

  @Test(
    "An answer without a body is an empty one: a HEAD, and nothing changed", arguments: [HTTPCall.Method.head, .get])
  func readsNothing(method: HTTPCall.Method) async throws {
    let status = method == .head ? "200 OK" : "304 Not Modified"
    try await RawServer.run({ _ in [.send("HTTP/1.1 \(status)\r\nContent-Length: 10\r\n\r\n")] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let bytes = try await channel.download(HTTPCall(method, "/")) { _, body in try await body.collect(upTo: 9) }
      #expect(bytes.isEmpty)
      await channel.shutdown()
    }
  }

  @Test("A body is read once; a second reader is told so")
  func readsOnce() async throws {
    let server = try await LoopbackServer.start { _ in .answer(200, [], [1, 2, 3]) }
    let channel = try HTTPChannel(base: try server.base)
    let first = try await channel.download(HTTPCall(.get, "/")) { _, body in
      let first = try await body.collect(upTo: 10)
      await #expect(throws: PolderError.self) { try await body.collect(upTo: 10) }
      return first
    }
    #expect(first == [1, 2, 3])
    await channel.shutdown()
    try await server.stop()
  }
}
