import Foundation
import Glibc
import Logging
import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("the proxy's socket")
struct ProxySocketServerTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private static let head = "Host: proxy\r\nAuthorization: Bearer \(ProxyFixture.token)\r\n"

  private func serve(
    _ server: FakeUpstream, in folder: String, limits: ProxyLimits = ProxyLimits(),
    changes: ChangeSignal = ChangeSignal()
  ) async throws -> ProxySocketServer {
    try await ProxySocketServer(
      ProxySocket(folder: folder, name: "proxy.sock"), handler: ProxyFixture.handler(server, changes: changes),
      limits: limits, logger: Self.logger)
  }

  private func get(_ target: String, more: String = "") -> String {
    "GET \(target) HTTP/1.1\r\n\(Self.head)\(more)\r\n"
  }

  /// A child that is just being started may hold the socket open for a moment, but nobody answers.
  private func isAnswered(_ folder: String) async -> Bool {
    do {
      let client = try RawClient(folder: folder)
      try await client.send(get("/version"))
      return try await client.answer() != nil
    } catch {
      return false
    }
  }

  @Test("one connection carries many requests, one after the other")
  func keepAlive() async throws {
    let place = try TemporaryFolder()
    let socket = try await serve(FakeUpstream(200, ["id": 1]), in: place.path)
    let client = try RawClient(folder: place.path)
    for _ in 0..<3 {
      try await client.send(get("/version"))
      let answer = try #require(try await client.answer())
      #expect(answer.status == 200)
      #expect(answer.body == #"{"id":1}"#)
    }
    try await client.send(get("/node"))
    #expect(try await client.answer()?.status == 403)
    try await client.send(get("/version", more: "Connection: close\r\n"))
    #expect(try await client.answer()?.status == 200)
    #expect(try await client.answer() == nil)
    await socket.close()
  }

  @Test("a body over the limit is refused, and the connection goes on")
  func tooLarge() async throws {
    let place = try TemporaryFolder()
    let server = FakeUpstream(201, ["id": 2])
    let limits = ProxyLimits(connections: 2, taskBytes: 100_000, otherBytes: 10, allBytes: 200_000)
    let socket = try await serve(server, in: place.path, limits: limits)
    let client = try RawClient(folder: place.path)
    let large = [UInt8](repeating: 0x20, count: 100_001)
    try await client.send("POST /task HTTP/1.1\r\n\(Self.head)Content-Length: \(large.count)\r\n\r\n")
    try await client.send(large)
    #expect(try await client.answer()?.status == 413)
    #expect(server.calls.isEmpty)
    let body = #"{"image":"\#(ProxyFixture.image)","organizations":[{"id":1}]}"#
    try await client.send("POST /task HTTP/1.1\r\n\(Self.head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(try await client.answer()?.status == 201)
    #expect(server.calls.count == 1)
    await socket.close()
  }

  @Test("what is no HTTP is refused")
  func noHTTP() async throws {
    let place = try TemporaryFolder()
    let socket = try await serve(FakeUpstream(), in: place.path)
    let client = try RawClient(folder: place.path)
    try await client.send("nonsense\r\n\r\n")
    // A refusal or a closed connection; but nobody is left waiting.
    if let answer = try await client.answer() { #expect(answer.status == 400) }
    await socket.close()
  }

  @Test("a socket that was closed can be opened anew in the same folder")
  func reopened() async throws {
    let place = try TemporaryFolder()
    for round in 1...3 {
      let socket = try await serve(FakeUpstream(200, ["round": .integer(Int64(round))]), in: place.path)
      let client = try RawClient(folder: place.path)
      try await client.send(get("/version"))
      #expect(try await client.answer()?.body == #"{"round":\#(round)}"#)
      await socket.close()
      #expect(try await client.answer() == nil)
      #expect(await !isAnswered(place.path))
    }
  }

  @Test("closing one run's socket leaves those of others alone")
  func othersStay() async throws {
    let place = try TemporaryFolder()
    let folders = try (0..<6).map { try place.folder("run-\($0)") }
    var sockets: [ProxySocketServer] = []
    for folder in folders { sockets.append(try await serve(FakeUpstream(), in: folder)) }
    // Descriptors of folders, one of which may have the number that a socket was bound through.
    let open = folders.map { Glibc.open($0, O_RDONLY | O_DIRECTORY) }
    defer { for descriptor in open { Glibc.close(descriptor) } }
    await sockets[0].close()
    for folder in folders.dropFirst() {
      let client = try RawClient(folder: folder)
      try await client.send(get("/version"))
      #expect(try await client.answer()?.status == 200)
    }
    for socket in sockets { await socket.close() }
  }

  @Test("the folder's path may be longer than a socket's address")
  func longPath() async throws {
    let place = try TemporaryFolder()
    let folder = try place.folder(Array(repeating: "a-rather-long-name", count: 10).joined(separator: "/"))
    #expect(folder.utf8.count > 200)
    let socket = try await serve(FakeUpstream(), in: folder)
    let client = try RawClient(folder: folder)
    try await client.send(get("/version"))
    #expect(try await client.answer()?.status == 200)
    await socket.close()
  }

  @Test("a folder that is not there is told")
  func noFolder() async throws {
    let error = await #expect(throws: PolderError.self) { try await serve(FakeUpstream(), in: "/nowhere") }
    #expect(error?.object == "/nowhere/proxy.sock")
  }

  @Test("an algorithm that hangs up ends what is done for it", arguments: [false, true])
  func hangUp(closesNode: Bool) async throws {
    let place = try TemporaryFolder()
    let (events, event) = AsyncStream.makeStream(of: String.self)
    let server = FakeUpstream { _, _ in
      event.yield("asked")
      do {
        return try await FakeUpstream.never()
      } catch {
        event.yield("given up")
        throw error
      }
    }
    let socket = try await serve(server, in: place.path)
    var client: RawClient? = try RawClient(folder: place.path)
    try await client?.send(get("/version"))
    var iterator = events.makeAsyncIterator()
    #expect(await iterator.next() == "asked")
    if closesNode { await socket.close() } else { client = nil }
    #expect(await iterator.next() == "given up")
    await socket.close()
    _ = client
  }

  @Test("more connections than allowed are turned away, until one closes")
  func manyConnections() async throws {
    let place = try TemporaryFolder()
    let limits = ProxyLimits(connections: 2, taskBytes: 10, otherBytes: 10, allBytes: 10)
    let socket = try await serve(FakeUpstream(), in: place.path, limits: limits)
    do {
      let clients = [try RawClient(folder: place.path), try RawClient(folder: place.path)]
      for client in clients {
        try await client.send(get("/version"))
        #expect(try await client.answer()?.status == 200)
      }
      #expect(try await RawClient(folder: place.path).answer() == nil)
      for client in clients {
        try await client.send(get("/version"))
        #expect(try await client.answer()?.status == 200)
      }
    }
    // The server learns a moment later that they hung up.
    var status: Int?
    while status == nil {
      let client = try RawClient(folder: place.path)
      // Turned away while writing is turned away, too.
      try? await client.send(get("/version"))
      status = try? await client.answer()?.status
    }
    #expect(status == 200)
    await socket.close()
  }

  @Test("a socket that is closed while clients come and go leaves none of them waiting")
  func closedInTheMiddle() async throws {
    let place = try TemporaryFolder()
    for _ in 0..<20 {
      let socket = try await serve(FakeUpstream(), in: place.path)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            // Turned away is as good as answered here.
            guard let client = try? RawClient(folder: place.path) else { return }
            try? await client.send(get("/version"))
            _ = try? await client.answer()
          }
        }
        group.addTask { await socket.close() }
      }
    }
  }

  @Test("the proxy keeps the sockets of runs apart, and opens one anew when asked again")
  func nodeProxy() async throws {
    let place = try TemporaryFolder()
    let folder = try place.folder("proxy")
    let proxy = NodeProxy(upstream: FakeUpstream(), changes: ChangeSignal(), logger: Self.logger)
    for _ in 0..<2 {
      let socket = try await proxy.register(ProxyFixture.registration(folder: folder))
      #expect(socket.folder == folder)
      let client = try RawClient(folder: folder, name: socket.name)
      try await client.send(get("/version"))
      #expect(try await client.answer()?.status == 200)
    }
    await proxy.unregister(RunID(7))
    #expect(await !isAnswered(folder))
    _ = try await proxy.register(ProxyFixture.registration(folder: folder))
    await proxy.shutdown()
    #expect(await !isAnswered(folder))
  }
}
