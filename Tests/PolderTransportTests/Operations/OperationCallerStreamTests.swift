import PolderCore
import PolderTransport
import Synchronization
import Testing

@Suite("Operations of large bodies")
struct OperationCallerStreamTests {
  private static let id = "0f8fad5b-d9cb-469f-a165-70867728950e"
  private static let made = FakeService.Reaction.json(["uuid": .string(id)], status: 201)
  private static let expired = FakeService.Reaction.json(["msg": "Token has expired"], status: 401)
  private static let bytes = FakeService.Reaction.answer(HTTPAnswer(status: 200, body: [1, 2, 3]))

  private struct Broken: Error {}

  private func caller(_ streams: some HTTPCaller, _ tokens: any TokenSource = FakeTokens(["old", "new"]))
    -> OperationCaller
  {
    OperationCaller(channel: streams, tokens: tokens, retries: RetryPolicy(repeatsTimeouts: true, sleep: { _ in }))
  }

  private func path() throws -> BlobPath { BlobPath(try #require(BlobID(Self.id))) }

  private func download(_ streams: FakeStreams) async throws -> [UInt8] {
    try await caller(streams).download(GetBlob.self, path: try path()) { _, body in try await body.collect(upTo: 100) }
  }

  @Test("An upload carries token, type and bytes, and gives the reply")
  func uploads() async throws {
    let streams = FakeStreams([Self.made])
    let reply = try await caller(streams).upload(UploadBlob.self, length: 3, idleTimeout: .seconds(7)) {
      Pieces([[1, 2], [3]])
    }
    #expect(reply.uuid == Self.id)
    let call = try #require(await streams.calls.first)
    #expect(call.shown == "POST /blobstream")
    #expect(call.timeout == .seconds(7))
    #expect(call.headers.first { $0.name == "Content-Type" }?.value == "application/octet-stream")
    #expect(await streams.bearers == ["old"])
    #expect(await streams.bodies == [[1, 2, 3]])
  }

  @Test("After a refused token the body is made again, once")
  func repeatsAfterRenewal() async throws {
    let streams = FakeStreams([Self.expired, Self.made])
    let makings = Mutex(0)
    _ = try await caller(streams).upload(UploadBlob.self) {
      makings.withLock { $0 += 1 }
      return Pieces([[1, 2, 3]])
    }
    #expect(makings.withLock { $0 } == 2)
    #expect(await streams.bearers == ["old", "new"])
    #expect(await streams.bodies == [[1, 2, 3], [1, 2, 3]])
    let refusing = FakeStreams([Self.expired])
    await #expect(throws: RequestRefusal.self) {
      try await caller(refusing).upload(UploadBlob.self) { Pieces([[1]]) }
    }
    #expect(await refusing.bearers == ["old", "new"])
  }

  @Test("An upload that may have arrived is not sent again; one that surely did not is")
  func repeatsOnlyTheUnsent() async throws {
    for failure in [FakeService.Reaction.interrupted, .timeout] {
      let streams = FakeStreams([failure, Self.made])
      await #expect(throws: PolderError.self) {
        try await caller(streams).upload(UploadBlob.self) { Pieces([[1]]) }
      }
      #expect(await streams.calls.count == 1)
    }
    let streams = FakeStreams([.unreachable, .unreachable, Self.made])
    let reply = try await caller(streams).upload(UploadBlob.self) { Pieces([[1]]) }
    #expect(reply.uuid == Self.id)
    #expect(await streams.calls.count == 3)
  }

  @Test("What making the body throws is told, and nothing is sent")
  func tellsBrokenBodies() async {
    let streams = FakeStreams([Self.made])
    await #expect(throws: Broken.self) {
      try await caller(streams).upload(UploadBlob.self) { () throws -> Pieces in throw Broken() }
    }
    #expect(await streams.calls.isEmpty)
  }

  @Test("A download carries the token and gives the bytes")
  func downloads() async throws {
    let streams = FakeStreams([Self.bytes])
    #expect(try await download(streams) == [1, 2, 3])
    #expect(await streams.calls.map(\.shown) == ["GET /blobstream/\(Self.id)"])
    #expect(await streams.bearers == ["old"])
  }

  @Test("A refused token is renewed once before bytes are read")
  func renewsBeforeReading() async throws {
    let streams = FakeStreams([Self.expired, Self.bytes])
    #expect(try await download(streams) == [1, 2, 3])
    #expect(await streams.bearers == ["old", "new"])
  }

  @Test("A refusal is typed, and a page or a redirect told as such, without a byte for the reader")
  func tellsRefusals() async {
    let refusing = FakeStreams([.json(["msg": "No such blob"], status: 404)])
    let refusal = await #expect(throws: RequestRefusal.self) { try await download(refusing) }
    #expect(refusal?.status == 404)
    #expect(refusal?.message == "No such blob")
    let page = HTTPAnswer(status: 200, headers: [("Content-Type", "text/html")], body: [60])
    let elsewhere = HTTPAnswer(status: 307, headers: [("Location", "https://other.example/x")])
    let broken = HTTPAnswer(status: 500, body: Array("Internal".utf8))
    for (answer, code) in [
      (page, PolderError.Code.transportUnusableAnswer), (elsewhere, .transportRedirected),
      (broken, .transportUnusableAnswer),
    ] {
      let error = await #expect(throws: PolderError.self) { try await download(FakeStreams([.answer(answer)])) }
      #expect(error?.code == code)
    }
  }

  @Test("A download is asked for again until bytes are read, and never after that")
  func readsOnce() async throws {
    let streams = FakeStreams([.interrupted, .unreachable, .timeout, Self.bytes])
    #expect(try await download(streams) == [1, 2, 3])
    for failure in [PolderError(.transportInterrupted, "broke"), PolderError(.transportUnreachable, "disk far away")] {
      let streams = FakeStreams([Self.bytes])
      let readings = Mutex(0)
      let error = await #expect(throws: PolderError.self) {
        try await caller(streams).download(GetBlob.self, path: try path()) { _, _ -> Int in
          readings.withLock { $0 += 1 }
          throw failure
        }
      }
      #expect(error?.message == failure.message)
      #expect(readings.withLock { $0 } == 1)
    }
  }

  @Test("A connection that is lost or silent while bytes are read does not start the reader again")
  func doesNotStartReadersAgain() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"
    for (ending, limit, code) in [
      (RawServer.Step.close, Duration.seconds(60), PolderError.Code.transportInterrupted),
      (.read, .milliseconds(400), .transportTimeout),
    ] {
      try await RawServer.run({ _ in [.send(head), ending] }) { server in
        let channel = try HTTPChannel(base: try server.base)
        let readings = Mutex(0)
        let error = await #expect(throws: PolderError.self) {
          try await caller(channel).download(GetBlob.self, path: try path(), idleTimeout: limit) { _, body in
            readings.withLock { $0 += 1 }
            return try await body.collect(upTo: 100)
          }
        }
        #expect(error?.code == code)
        #expect(readings.withLock { $0 } <= 1)
        await channel.shutdown()
      }
    }
  }

  @Test("A channel that can not carry streams is told before anything is sent")
  func needsStreams() async {
    let service = FakeService([Self.made])
    let error = await #expect(throws: PolderError.self) {
      try await caller(service).upload(UploadBlob.self) { Pieces([[1]]) }
    }
    #expect(error?.code == .transportNoStreams)
    #expect(await service.calls.isEmpty)
  }

  @Test("A token that ends in the middle of an upload to a real server is renewed, and the body sent again")
  func renewsInTheMiddle() async throws {
    let refusal = #"{"msg":"Token has expired"}"#
    let reply = #"{"uuid":"\#(Self.id)"}"#
    let script: @Sendable (String) -> [RawServer.Step] = { head in
      head.contains("Bearer old")
        ? [.send("HTTP/1.1 401 No\r\nContent-Length: \(refusal.utf8.count)\r\n\r\n\(refusal)"), .read]
        : [.send("HTTP/1.1 201 Created\r\nContent-Length: \(reply.utf8.count)\r\n\r\n\(reply)"), .read]
    }
    try await RawServer.run(script) { server in
      let channel = try HTTPChannel(base: try server.base)
      let made = Mutex(0)
      let answer = try await caller(channel).upload(UploadBlob.self) {
        let isFirst = made.withLock { count in
          count += 1
          return count == 1
        }
        // The first body never ends: only the refusal does.
        return Pieces([[1, 2, 3]], then: isFirst ? .silence : .end)
      }
      #expect(answer.uuid == Self.id)
      #expect(made.withLock { $0 } == 2)
      await channel.shutdown()
    }
  }
}
