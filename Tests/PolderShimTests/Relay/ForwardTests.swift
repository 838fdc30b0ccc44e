import Foundation
import Testing

/// Connections that a relay carries as they are.
@Suite struct ForwardTests {
  /// Answers every connection with what it says, in capitals.
  private static func shout(_ listening: Socket, times: Int) async throws {
    try await onThread {
      for _ in 0..<times {
        let socket = try listening.accepted()
        let words = String(decoding: try socket.receive(), as: UTF8.self)
        try socket.send(Array(words.uppercased().utf8))
      }
    }
  }

  private static func ask(_ port: UInt16, _ words: String) async throws -> String {
    try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array(words.utf8))
      return String(decoding: try socket.receive(), as: UTF8.self)
    }
  }

  @Test("several addresses lead to several sockets beside the node's proxy, each to its own")
  func several() async throws {
    let (first, second) = (try Socket.freePort(), try Socket.freePort())
    let folder = try RunFolder()
    let relay = try await RelayFixture([
      "--forward", "127.0.0.1:\(first)", "--to", "\(folder.path)/a.sock",
      "--forward", "127.0.0.1:\(second)", "--to", "\(folder.path)/b.sock",
    ])
    let (a, b) = (
      try Socket.listening(path: "\(folder.path)/a.sock"), try Socket.listening(path: "\(folder.path)/b.sock")
    )
    async let shouting: Void = Self.shout(a, times: 1)
    #expect(try await Self.ask(first, "one") == "ONE")
    try await shouting
    async let also: Void = Self.shout(b, times: 1)
    #expect(try await Self.ask(second, "two") == "TWO")
    try await also
    async let served = relay.serve(1) { _ in RelayFixture.ok("proxy") }
    #expect(try await relay.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").text == "proxy")
    _ = try await served
    try await relay.end()
  }

  @Test("a socket for this user alone, in place of an older one, leads to an address; no proxy is needed")
  func toAddress() async throws {
    let folder = try RunFolder()
    let (door, target) = ("\(folder.path)/door.sock", "\(folder.path)/target.sock")
    let port = try Socket.freePort()
    _ = try Socket.listening(path: door)
    let listening = try Socket.listening(path: target)
    let relay = try await RelayFixture(
      ["--forward", "127.0.0.1:\(port)", "--to", target, "--forward", door, "--to", "127.0.0.1:\(port)"],
      hasProxy: false)
    async let shouting: Void = Self.shout(listening, times: 1)
    let answer = try await onThread {
      let socket = try Socket.connected(path: door)
      try socket.send(Array("both".utf8))
      return String(decoding: try socket.receive(), as: UTF8.self)
    }
    try await shouting
    #expect(answer == "BOTH")
    let rights = try FileManager.default.attributesOfItem(atPath: door)[.posixPermissions] as? Int
    #expect(rights == 0o600)
    #expect(try await relay.end() == 0)
  }

  @Test("a connection waits for the other end to be there")
  func waits() async throws {
    let folder = try RunFolder()
    let port = try Socket.freePort()
    let relay = try await RelayFixture(["--forward", "127.0.0.1:\(port)", "--to", "\(folder.path)/late.sock"])
    let (sent, sending) = AsyncStream<Void>.makeStream()
    async let answer = onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array("early".utf8))
      sending.finish()
      return String(decoding: try socket.receive(), as: UTF8.self)
    }
    for await _ in sent {}
    try await Self.shout(try Socket.listening(path: "\(folder.path)/late.sock"), times: 1)
    #expect(try await answer == "EARLY")
    try await relay.end()
  }

  @Test("a forward needs both ends, and each has to be an address with a port or a path from the root")
  func usage() async throws {
    let wrong = [
      ["--forward", "127.0.0.1:1"], ["--to", "/none"], ["--forward", "127.0.0.1:1", "--forward", "127.0.0.1:2"],
      ["--forward", "localhost:1", "--to", "/none"], ["--forward", "127.0.0.1:0", "--to", "/none"],
      ["--forward", "127.0.0.1:1", "--to", "none"], ["--forward", "127.0.0.1:1", "--to", "127.0.0.256:1"],
      ["--forward", "127.0.0.1:1", "--to", "127.0.0.1.x:1"], ["--forward", "127.0.0.1:1", "--to", "127.0.0.+1:1"],
      ["--forward", "127.0.0.1:1", "--to", "127.0.0.1:+1"], [],
    ]
    for arguments in wrong {
      let ended = try await ShimProgram.run(["relay"] + arguments + ["--", "true"])
      #expect(ended.code == 64, "\(arguments)")
    }
  }
}
