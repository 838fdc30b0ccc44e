import Foundation
import Glibc
import Testing

/// Requests and answers that get through.
@Suite struct PassingTests {
  @Test("a GET reaches the node without the fields of the connection, and its answer comes back")
  func get() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { _ in RelayFixture.ok("hello") }
    let answer = try await relay.exchange(
      "GET /api/task?x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nX-Kept: a b \r\n\r\n"
    )
    let request = try await served[0]
    #expect(answer.status == 200)
    #expect(answer.text == "hello")
    #expect(request.head.hasPrefix("GET /api/task?x=1 HTTP/1.1\r\n"))
    #expect(request["x-kept"] == "a b")
    #expect(request["x-hop"] == nil)
    #expect(request["connection"] == "close")
    #expect(request["idempotency-key"] == nil)
    #expect(request["content-length"] == nil)
    try await relay.end()
  }

  @Test("a POST gets a fresh key of 128 bits, its body arrives unchanged")
  func post() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(2) { RelayFixture.ok($0.text) }
    let request = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n{\"a\":\"b\\n\"}"
    let first = try await relay.exchange(request)
    let second = try await relay.exchange(request)
    #expect(first.text == "{\"a\":\"b\\n\"}" && second.text == first.text)
    let keys = try await served.map { $0["idempotency-key"] ?? "" }
    #expect(keys.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    #expect(keys[0] != keys[1])
    try await relay.end()
  }

  @Test("a key of the client's own is kept")
  func ownKey() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { _ in RelayFixture.ok("") }
    _ = try await relay.exchange("POST / HTTP/1.1\r\nHost: a\r\nIdempotency-Key: mine\r\nContent-Length: 0\r\n\r\n")
    let request = try await served[0]
    #expect(request["idempotency-key"] == "mine")
    #expect(request.head.lowercased().components(separatedBy: "idempotency-key").count == 2)
    #expect(request["content-length"] == "0")
    try await relay.end()
  }

  @Test("a chunked request arrives with a length")
  func chunkedRequest() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { RelayFixture.ok($0.text) }
    let answer = try await relay.exchange(
      "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\nA;x=y\r\npedia in\r\n\r\n0\r\nT: 1\r\n\r\n"
    )
    #expect(answer.text == "Wikipedia in\r\n")
    let request = try await served[0]
    #expect(request["content-length"] == "14")
    #expect(request["transfer-encoding"] == nil)
    try await relay.end()
  }

  @Test("a chunked answer stays chunked for HTTP/1.1 and is plain for HTTP/1.0")
  func chunkedAnswer() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(2) { _ in
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    }
    let modern = try await relay.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", toEnd: true)
    #expect(modern["transfer-encoding"] == "chunked")
    #expect(modern.text.hasSuffix("\r\n0\r\n\r\n"))
    let old = try await relay.exchange("GET / HTTP/1.0\r\n\r\n", toEnd: true)
    #expect(old["transfer-encoding"] == nil)
    #expect(old.text == "abcde")
    _ = try await served
    try await relay.end()
  }

  @Test("an answer without length ends with the connection")
  func untilClose() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { _ in "HTTP/1.1 200 OK\r\n\r\nto the end" }
    let answer = try await relay.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", toEnd: true)
    #expect(answer.text == "to the end")
    #expect(answer["connection"] == "close")
    _ = try await served
    try await relay.end()
  }

  @Test("several requests go over one connection, also after answers without a body")
  func keepAlive() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(3) { message in
      if message.head.hasPrefix("DELETE") { return "HTTP/1.1 204 No Content\r\n\r\n" }
      return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + (message.head.hasPrefix("HEAD") ? "" : "ok")
    }
    let port = relay.port
    let answers = try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
      let first = try Message.read(from: socket)
      let pipelined = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      try socket.send(Array(pipelined.utf8))
      return [first, try Message.read(from: socket, toEnd: true)]
    }
    #expect(answers[0].status == 204)
    #expect(answers[1].text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answers[1].text.hasSuffix("\r\n\r\nok"))
    #expect(try await served.count == 3)
    try await relay.end()
  }

  @Test("a large body and a large answer come through whole")
  func large() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { RelayFixture.ok($0.text) }
    let body = String(repeating: "0123456789abcdef", count: 1 << 18)
    let answer = try await relay.exchange(
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(answer.text == body)
    _ = try await served
    try await relay.end()
  }

  @Test("a client that asks before it sends a body is told to go on")
  func expectContinue() async throws {
    let relay = try await RelayFixture()
    async let served = relay.serve(1) { RelayFixture.ok($0.text) }
    let port = relay.port
    let answer = try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".utf8))
      let told = try socket.receive()
      #expect(String(decoding: told, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
      try socket.send(Array("hi".utf8))
      return try Message.read(from: socket)
    }
    #expect(answer.text == "hi")
    #expect(try await served[0]["expect"] == nil)
    try await relay.end()
  }

  @Test("many clients at the same time each get their own answer, also more than the relay serves at once")
  func many() async throws {
    let relay = try await RelayFixture(["--connections", "4"])
    async let served = relay.serve(20) { RelayFixture.ok($0.text) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<20 {
        group.addTask {
          let body = "client \(index)"
          let answer = try await relay.exchange(
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
          #expect(answer.text == body)
        }
      }
      try await group.waitForAll()
    }
    #expect(try await served.count == 20)
    try await relay.end()
  }

  @Test("the relay ends with its command's exit code", arguments: [0, 7, 255])
  func exitCode(code: Int) async throws {
    let relay = try await RelayFixture(exit: code)
    #expect(try await relay.end() == Int32(code))
  }

  @Test("a signal that ends the command becomes 128 and its number, a missing command 127, a port in use 125")
  func otherEnds() async throws {
    let arguments = ["relay", "--connect", "/nowhere", "--listen"]
    let port = try Socket.freePort()
    let killed = try await ShimProgram.run(arguments + ["\(port)", "--", "sh", "-c", "kill -9 $$"])
    #expect(killed.code == 137)
    let missing = try await ShimProgram.run(arguments + ["\(port)", "--", "/nowhere/to/be/found"])
    #expect(missing.code == 127)
    let relay = try await RelayFixture()
    let used = try await ShimProgram.run(arguments + ["\(relay.port)", "--", "true"])
    #expect(used.code == 125)
    try await relay.end()
  }
}
