import Foundation
import Testing

/// Without a command a relay serves whoever shares its network, as beside a container.
@Suite struct ServingTests {
  @Test("it says when it listens, serves, and ends with 0 when it is told to")
  func serves() async throws {
    let folder = try RunFolder()
    let port = try Socket.freePort()
    let relay = Process()
    relay.executableURL = URL(filePath: ShimProgram.path)
    relay.arguments = [
      "relay", "--listen", "\(port)", "--connect", "\(folder.path)/proxy.sock", "--ready", "\(folder.path)/ready",
    ]
    let ended = AsyncStream<Int32>.makeStream()
    relay.terminationHandler = { ended.continuation.yield($0.terminationStatus) }
    let listening = try Socket.listening(path: "\(folder.path)/proxy.sock")
    try relay.run()
    defer { relay.terminate() }
    while !FileManager.default.fileExists(atPath: "\(folder.path)/ready") { await Task.yield() }
    async let served: Void = onThread {
      let socket = try listening.accepted()
      _ = try Message.read(from: socket)
      try socket.send(Array(RelayFixture.ok("hello").utf8))
    }
    let answer = try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
      return try Message.read(from: socket)
    }
    try await served
    #expect(answer.text == "hello")
    relay.terminate()
    var endings = ended.stream.makeAsyncIterator()
    #expect(await endings.next() == 0)
  }

  @Test("two dashes without a command are a mistake, and so is a file without a path from the root")
  func usage() async throws {
    for arguments in [["--"], ["--ready", "here", "--", "true"]] {
      let ended = try await ShimProgram.run(["relay", "--listen", "1", "--connect", "/none"] + arguments)
      #expect(ended.code == 64)
    }
  }
}
