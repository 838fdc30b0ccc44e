import NIOHTTP1
import PolderCore
import PolderTransport
import Synchronization
import Testing

@Suite("Sending a body piece by piece")
struct HTTPUploadTests {
  private static let accepted = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}"

  private struct Broken: Error {}

  @Test(
    "A body arrives whole and in order, with its length or, where that is not known, in chunks",
    arguments: [true, false])
  func arrivesWhole(isKnown: Bool) async throws {
    let pieces = (0..<20).map { [UInt8](repeating: UInt8($0), count: 100_000) }
    let server = try await LoopbackServer.start { request in
      let framing = request.headers.first(name: "content-length") ?? request.headers.first(name: "transfer-encoding")
      let text = "\(request.method) \(request.uri) \(framing ?? "-") \(request.body == pieces.flatMap { $0 })"
      return .answer(201, [], Array(text.utf8))
    }
    let channel = try HTTPChannel(base: try server.base)
    let answer = try await channel.upload(
      HTTPCall(.post, "/blobstream"), body: Pieces(pieces), length: isKnown ? 2_000_000 : nil)
    #expect(answer.status == 201)
    #expect(answer.text == "POST /blobstream \(isKnown ? "2000000" : "chunked") true")
    await channel.shutdown()
    try await server.stop()
  }

  @Test("A piece of any size is taken, an empty one too, and a body may be empty")
  func takesAnyPiece() async throws {
    let server = try await LoopbackServer.start { .answer(200, [], Array(String($0.body.count).utf8)) }
    let channel = try HTTPChannel(base: try server.base)
    let large = Pieces([[], [UInt8](repeating: 7, count: 5_000_001), [], [1]])
    #expect(try await channel.upload(HTTPCall(.post, "/"), body: large, length: 5_000_002).text == "5000002")
    #expect(try await channel.upload(HTTPCall(.post, "/"), body: Pieces([]), length: nil).text == "0")
    #expect(try await channel.upload(HTTPCall(.post, "/"), body: Pieces([]), length: 0).text == "0")
    await channel.shutdown()
    try await server.stop()
  }

  @Test("Pieces are asked for no faster than they are taken; who takes none for too long is given up")
  func waitsForTheOtherSide() async throws {
    try await RawServer.run({ _ in [.stopReading] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let body = Pieces([UInt8](repeating: 1, count: 1 << 20), times: 512)
      let error = await #expect(throws: PolderError.self) {
        try await channel.upload(HTTPCall(.post, "/", timeout: .milliseconds(300)), body: body, length: nil)
      }
      #expect(error?.code == .transportTimeout)
      #expect(error?.isSurelyNotSent == false)
      #expect((1...64).contains(body.asked), "what nobody takes is not made: \(body.asked) MiB")
      await channel.shutdown()
    }
  }

  @Test("An answer that never comes ends the wait")
  func endsWaitsForAnswers() async throws {
    try await RawServer.run({ _ in [.read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.upload(HTTPCall(.post, "/", timeout: .milliseconds(100)), body: Pieces([[1]]), length: 1)
      }
      #expect(error?.code == .transportTimeout)
      await channel.shutdown()
    }
  }

  @Test("A refusal in the middle of a body ends the sending, and is the answer", arguments: [401, 413, 502])
  func stopsForRefusals(status: Int) async throws {
    let refusal = "HTTP/1.1 \(status) No\r\nContent-Length: 2\r\n\r\nno"
    try await RawServer.run({ _ in [.send(refusal), .read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let body = Pieces([[1, 2, 3]], then: .silence)
      let answer = try await channel.upload(HTTPCall(.post, "/"), body: body, length: 1_000)
      #expect(answer.status == status)
      #expect(answer.text == "no")
      _ = await server.next { if case .gone(let bytes) = $0 { bytes } else { nil } }
      await channel.shutdown()
    }
  }

  @Test("A success that is said early waits for the rest of the body")
  func sendsAllBeforeSuccess() async throws {
    try await RawServer.run({ _ in [.send(Self.accepted), .read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let body = Pieces([UInt8](repeating: 1, count: 1_000), times: 100)
      let answer = try await channel.upload(HTTPCall(.post, "/"), body: body, length: 100_000)
      #expect(answer.status == 201)
      await channel.shutdown()
      #expect(await server.next { if case .gone(let bytes) = $0 { bytes } else { nil } } == 100_000)
    }
  }

  @Test("A body that fails aborts the request, and its own error is told", arguments: [nil, 1_000])
  func abortsWithTheBody(length: Int?) async throws {
    try await RawServer.run({ _ in [.read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      await #expect(throws: Broken.self) {
        try await channel.upload(
          HTTPCall(.post, "/"), body: Pieces([[1, 2, 3]], then: .failure(Broken())), length: length)
      }
      let bytes = await server.next { if case .gone(let bytes) = $0 { bytes } else { nil } }
      // Three bytes, with the frame of a chunk around them, and no chunk that ends a body.
      #expect(bytes == (length == nil ? 8 : 3))
      await channel.shutdown()
    }
  }

  @Test("A body of another length than announced aborts the request", arguments: [2, 4])
  func abortsWrongLengths(length: Int) async throws {
    try await RawServer.run({ _ in [.read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.upload(HTTPCall(.post, "/"), body: Pieces([[1, 2, 3]]), length: length)
      }
      #expect(error?.code == .transportWrongLength)
      #expect(error?.message.contains("\(length) bytes") == true)
      await channel.shutdown()
      let bytes = await server.next { if case .gone(let bytes) = $0 { bytes } else { nil } }
      #expect((bytes ?? 99) < 4)
    }
  }

  @Test("Cancelling closes the connection and gives a cancellation at once")
  func cancels() async throws {
    try await RawServer.run({ _ in [.read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let body = Pieces([[1]], then: .silence)
      let task = Task { try await channel.upload(HTTPCall(.post, "/"), body: body, length: nil) }
      _ = await server.next { if case .asked(let head) = $0 { head } else { nil } }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await server.next { if case .gone = $0 { true } else { nil } } == true)
      await channel.shutdown()
    }
  }

  @Test("A refused connection is surely not sent, and a broken one may have been")
  func tellsBrokenConnections() async throws {
    let server = try await RawServer.start { _ in [.close] }
    let channel = try HTTPChannel(base: try server.base)
    let broken = await #expect(throws: PolderError.self) {
      try await channel.upload(HTTPCall(.post, "/"), body: Pieces([[1]], then: .silence), length: nil)
    }
    #expect(broken?.code == .transportInterrupted)
    try await server.stop()
    let refused = await #expect(throws: PolderError.self) {
      try await channel.upload(HTTPCall(.post, "/"), body: Pieces([[1]]), length: nil)
    }
    #expect(refused?.code == .transportUnreachable)
    await channel.shutdown()
  }

  @Test("An answer beyond the channel's bound is refused")
  func boundsAnswers() async throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"
    try await RawServer.run({ _ in [.send(answer), .read] }) { server in
      let channel = try HTTPChannel(base: try server.base)
      let error = await #expect(throws: PolderError.self) {
        try await channel.upload(HTTPCall(.post, "/"), body: Pieces([[1]]), length: 1)
      }
      #expect(error?.code == .transportReplyTooLarge)
      await channel.shutdown()
    }
  }
}
