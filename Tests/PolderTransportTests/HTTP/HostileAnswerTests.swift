import NIOCore
import PolderCore
import PolderTransport
import Testing

@Suite("Answers that mean harm, or nothing")
struct HostileAnswerTests {
  private func failure(_ script: [RawServer.Step], limit: Int = 1 << 20, timeout: Duration = .seconds(30)) async throws
    -> PolderError?
  {
    var failure: PolderError?
    try await RawServer.run({ _ in script }) { server in
      let channel = try HTTPChannel(base: try server.base, maximumReplyBytes: limit)
      failure = await #expect(throws: PolderError.self) {
        try await channel.send(HTTPCall(.get, "/task", timeout: timeout))
      }
      await channel.shutdown()
    }
    return failure
  }

  @Test("A claim of 10 GB is refused before a byte of it is read")
  func refusesClaims() async throws {
    let error = try await failure([.send("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"), .read])
    #expect(error?.code == .transportReplyTooLarge)
    #expect(error?.message.contains("1048576 bytes") == true)
  }

  @Test("A length that is none breaks the connection", arguments: ["-1", "99999999999999999999999", "ten", "5, 6"])
  func refusesOddLengths(length: String) async throws {
    let error = try await failure([.send("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\nabc"), .read])
    #expect(error?.code == .transportInterrupted)
  }

  @Test("A body without an end is refused at the bound")
  func refusesEndlessBodies() async throws {
    let chunk = Array("4000\r\n\(String(repeating: "a", count: 1 << 14))\r\n".utf8)
    let error = try await failure([
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .flood(chunk, times: .max),
    ])
    #expect(error?.code == .transportReplyTooLarge)
  }

  @Test("A head without an end is refused")
  func refusesEndlessHeads() async throws {
    let fields = Array(String(repeating: "X-Field: \(String(repeating: "a", count: 1_000))\r\n", count: 16).utf8)
    let error = try await failure([.send("HTTP/1.1 200 OK\r\n"), .flood(fields, times: .max)])
    #expect(error?.code == .transportInterrupted)
  }

  @Test("A body that drips ends with the deadline, however lively it drips")
  func endsDrips() async throws {
    let error = try await failure(
      [
        .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        .drip("1\r\na\r\n", pause: .milliseconds(5)),
      ], timeout: .milliseconds(200))
    #expect(error?.code == .transportTimeout)
    #expect(error?.message.contains("0.2 seconds") == true)
  }

  @Test(
    "What is no HTTP, or ends early, breaks the connection",
    arguments: [
      "nonsense\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "",
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
    ])
  func refusesNonsense(text: String) async throws {
    let error = try await failure([.send(text), .close])
    #expect(error?.code == .transportInterrupted)
  }

  @Test("A redirect to another host is an answer that is not followed, and the token goes nowhere")
  func followsNoRedirects() async throws {
    let (visits, visited) = AsyncStream.makeStream(of: String.self)
    let other = try await LoopbackServer.start { request in
      visited.yield(request.uri)
      return .answer(200, [], Array(#"{"status":"pending"}"#.utf8))
    }
    let place = try other.base
    let answer = "HTTP/1.1 302 Found\r\nLocation: \(place)/task?token=s3cret\r\nContent-Length: 0\r\n\r\n"
    try await RawServer.run({ _ in [.send(answer)] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let caller = OperationCaller(channel: channel, tokens: FixedToken("token"), retries: .never)
      let error = await #expect(throws: PolderError.self) { try await caller.call(GetTaskStatus.self, path: 6) }
      #expect(error?.code == .transportRedirected)
      #expect(
        error?.message == "The answer to GetTaskStatus (status 302) leads to \(place)/task, and was not followed.")
      #expect(error?.description.contains("s3cret") == false)
      await channel.shutdown()
    }
    visited.finish()
    for await visit in visits { Issue.record("the redirect was followed to \(visit)") }
    try await other.stop()
  }

  @Test("Cancelling closes the connection")
  func cancellingCloses() async throws {
    try await RawServer.run({ _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let task = Task { try await channel.send(HTTPCall(.get, "/")) }
      _ = await server.next { if case .asked = $0 { true } else { nil } }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await server.next { if case .gone = $0 { true } else { nil } } == true)
      await channel.shutdown()
    }
  }
}
