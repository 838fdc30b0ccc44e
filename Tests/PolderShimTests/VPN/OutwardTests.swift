import Foundation
import Glibc
import Testing

/// Connections that begin at the algorithm and go into the VPN.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct OutwardTests {
  @Test("a connection to any address and port of the subnet comes to the gate, which is told where it goes")
  func carried() async throws {
    let relay = try await VPNRelay(to: "10.76.3.4:50123")
    let gate = try Socket.listening(path: relay.gate)
    try await onThread {
      let near = try relay.connect()
      let far = try gate.accepted()
      #expect(try far.receive(6) == [10, 76, 3, 4, 0xC3, 0xCB])
      try far.send([0])
      try near.send(Array("there".utf8))
      #expect(try far.receive(5) == Array("there".utf8))
      try far.send(Array("back".utf8))
      #expect(try near.receive(4) == Array("back".utf8))
    }
    #expect(try await relay.helper.end() == 0)
  }

  @Test("one side may end while the other goes on, also before there is a connection")
  func halves() async throws {
    let relay = try await VPNRelay()
    let gate = try Socket.listening(path: relay.gate)
    try await onThread {
      let near = try relay.connect()
      try near.send(Array("all".utf8))
      shutdown(near.number, Int32(SHUT_WR))
      let far = try gate.accepted()
      _ = try far.receive(6)
      try far.send([0])
      #expect(try far.receive(3) == Array("all".utf8))
      #expect(try far.receive() == [])
      try far.send(Array("answer".utf8))
      shutdown(far.number, Int32(SHUT_WR))
      #expect(try near.receive(6) == Array("answer".utf8))
      #expect(try near.receive() == [])
    }
  }

  @Test("a connection waits for the gate to be there")
  func waits() async throws {
    let relay = try await VPNRelay()
    let (sent, sending) = AsyncStream<Void>.makeStream()
    async let answer = onThread {
      let near = try relay.connect()
      try near.send(Array("early".utf8))
      sending.finish()
      return try near.receive(4)
    }
    for await _ in sent {}
    let gate = try Socket.listening(path: relay.gate)
    try await onThread {
      let far = try gate.accepted()
      _ = try far.receive(6)
      try far.send([0])
      #expect(try far.receive(5) == Array("early".utf8))
      try far.send(Array("late".utf8))
    }
    #expect(try await answer == Array("late".utf8))
  }

  /// A relay whose command is a script; ends with it.
  private func run(_ script: String, in folder: RunFolder) async throws -> Helper {
    try Helper(
      VPNRelay.arguments(gate: "\(folder.path)/gate", door: "\(folder.path)/door") + [
        "--", "env", "LC_ALL=C", "bash", "-c", script,
      ], errors: "\(folder.path)/errors")
  }

  @Test(
    "what the gate does not get, and what breaks on the way, is a reset for the algorithm and no end",
    arguments: [nil, [0], Array("\0part".utf8)] as [[UInt8]?])
  func reset(answer: [UInt8]?) async throws {
    let folder = try RunFolder()
    let gate = try Socket.listening(path: "\(folder.path)/gate")
    let relay = try await run("exec 3<>/dev/tcp/10.76.3.4/7 && cat <&3", in: folder)
    try await onThread {
      let far = try gate.accepted()
      _ = try far.receive(6)
      if let answer { try far.send(answer) }
    }
    #expect(try await relay.ended() == 1)
    #expect(relay.complaints.contains("Connection reset by peer"), "\(relay.complaints)")
  }

  @Test("who connects to the relay's own port is cut off, and nobody gets out of the subnet")
  func stranger() async throws {
    let folder = try RunFolder()
    let gate = try Socket.listening(path: "\(folder.path)/gate")
    let script = """
      while read -r number own other state rest; do
        [ "$state" != 0A ] || port=$((16#${own#*:}))
      done < /proc/net/tcp
      exec 3<>/dev/tcp/127.0.0.1/$port && [ "$(cat <&3)" = "" ] || exit 2
      exec 4<>/dev/tcp/10.77.0.1/80 && exit 3
      exit 0
      """
    let relay = try await run(script, in: folder)
    #expect(try await relay.ended() == 0, "\(relay.complaints)")
    // It has ended, so that nobody else will come.
    _ = fcntl(gate.number, F_SETFL, O_NONBLOCK)
    #expect(accept(gate.number, nil, nil) < 0)
    #expect(!relay.complaints.contains("reset"))
  }
}
