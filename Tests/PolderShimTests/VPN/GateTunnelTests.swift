import Foundation
import Glibc
import Testing

/// The gate goes by the tunnel, and by no other way.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct GateTunnelTests {
  @Test("a place of the subnet is connected to if the way leads through the tunnel, and not otherwise")
  func tunnel() async throws {
    let gate = try await Gate(options: ["--interface", Gate.interface], hasStranger: true)
    let peer = try Socket.listening(path: "\(gate.folder.path)/peer")
    let stranger = try Socket.listening(path: "\(gate.folder.path)/stranger")
    try await onThread {
      let lost = try gate.enter(Gate.stranger, port: Gate.peer)
      let near = try gate.enter(Gate.tunnel, port: Gate.peer)
      #expect(try near.receive(1) == [0])
      try near.send(Array("there".utf8))
      #expect(try peer.accepted().receive(5) == Array("there".utf8))
      // It is sought until its relay gives up.
      shutdown(lost.number, Int32(SHUT_WR))
      #expect(try lost.receive() == [])
      #expect(!stranger.isReadable)
    }
  }

  @Test("without an interface of the tunnel's name nothing departs, and no port is open")
  func missing() async throws {
    let gate = try await Gate(options: ["--interface", "lo"])
    try gate.open("50001", "run-1 5000\n")
    try await onThread {
      let near = try gate.enter(Gate.tunnel, port: Gate.peer)
      shutdown(near.number, Int32(SHUT_WR))
      #expect(try near.receive() == [])
    }
    // What is told of now was read after the port's file.
    try gate.open("word", "")
    try await gate.helper.wait { gate.helper.complaints.contains("/ports/word:") }
    #expect(OwnNetwork.ports(of: gate.helper.number) == [Gate.peer])
  }

  @Test("ports are open at the address of the tunnel's interface")
  func arrives() async throws {
    let gate = try await Gate(options: ["--interface", Gate.interface], hasStranger: true)
    let run = try Socket.listening(path: "\(gate.folder.path)/runs/run-1/socket")
    try gate.open("50001", "run-1 5000\n")
    try await gate.wait(for: 50_001)
    try await onThread {
      let near = try gate.connect()
      #expect(try run.accepted().receive(2) == [0x13, 0x88])
      shutdown(near.number, Int32(SHUT_WR))
    }
  }
}
