import Foundation
import Glibc
import Testing

/// How many connections a gate carries, and for whom.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct GateLimitTests {
  /// A gate with two ports of one run and one of another, and the sockets of both runs.
  private func gate(_ options: [String]) async throws -> (gate: Gate, runs: [Socket]) {
    let gate = try await Gate(options: options)
    let runs = try [1, 2].map { try Socket.listening(path: "\(gate.folder.path)/runs/run-\($0)/socket") }
    for (port, run) in [50_001: 1, 50_002: 1, 50_003: 2] as [UInt16: Int] {
      try gate.open("\(port)", "run-\(run) 5000\n")
      try await gate.wait(for: port)
    }
    return (gate, runs)
  }

  /// A connection that the gate has made to a port of its own.
  private func enter(_ gate: Gate, _ port: UInt16) throws -> Socket {
    let near = try gate.enter(Gate.tunnel, port: port)
    #expect(try near.receive(1) == [0])
    return near
  }

  private func accept(_ run: Socket) throws -> Socket {
    let far = try run.accepted()
    #expect(try far.receive(2) == [0x13, 0x88])
    return far
  }

  @Test("all ports of a run share its places, and another run has its own")
  func run() async throws {
    let (gate, runs) = try await gate(["--connections", "1", "--departures", "8"])
    try await onThread {
      let first = try enter(gate, 50_001)
      let held = try accept(runs[0])
      let second = try enter(gate, 50_002)
      let other = try enter(gate, 50_003)
      _ = try accept(runs[1])
      #expect(!runs[0].isReadable)
      // Once the first has gone there is a place.
      shutdown(held.number, Int32(SHUT_RDWR))
      _ = try accept(runs[0])
      _ = (first, second, other)
    }
  }

  @Test("a run whose port is opened anew has no further places")
  func anew() async throws {
    let (gate, runs) = try await gate(["--connections", "1", "--departures", "8"])
    let (first, held) = try await onThread { (try enter(gate, 50_001), try accept(runs[0])) }
    for port: UInt16 in [50_001, 50_002] {
      try gate.close("\(port)")
      try await gate.wait(for: port, isOpen: false)
    }
    try gate.open("50001", "run-1 5000\n")
    try await gate.wait(for: 50_001)
    try await onThread {
      let second = try enter(gate, 50_001)
      let other = try enter(gate, 50_003)
      _ = try accept(runs[1])
      #expect(!runs[0].isReadable)
      shutdown(held.number, Int32(SHUT_RDWR))
      _ = try accept(runs[0])
      _ = (first, second, other)
    }
  }

  @Test("connections to all runs have a bound, beside which those of relays go on")
  func arrivals() async throws {
    let (gate, runs) = try await gate(["--arrivals", "1", "--departures", "8"])
    let peer = try Socket.listening(path: "\(gate.folder.path)/peer")
    try await onThread {
      let first = try enter(gate, 50_001)
      let held = try accept(runs[0])
      let second = try enter(gate, 50_003)
      let outward = try enter(gate, Gate.peer)
      try outward.send([1])
      #expect(try peer.accepted().receive(1) == [1])
      #expect(!runs[1].isReadable)
      shutdown(held.number, Int32(SHUT_RDWR))
      _ = try accept(runs[1])
      _ = (first, second)
    }
  }

  @Test("connections of relays have a bound of their own")
  func departures() async throws {
    let gate = try await Gate(options: ["--connections", "1", "--departures", "2"])
    let peer = try Socket.listening(path: "\(gate.folder.path)/peer")
    try await onThread {
      let both = try (0..<2).map { _ in try enter(gate, Gate.peer) }
      for near in both { try near.send([1]) }
      let held = try both.map { _ in try peer.accepted() }
      for far in held { #expect(try far.receive(1) == [1]) }
      let third = try gate.enter(Gate.tunnel, port: Gate.peer)
      #expect(!third.isReadable)
      shutdown(both[0].number, Int32(SHUT_RDWR))
      #expect(try third.receive(1) == [0])
      _ = held
    }
  }

  @Test("a gate takes as many open files as it may have")
  func files() async throws {
    let folder = try RunFolder()
    let gate = try Helper(
      [
        "sh", "-c", "ulimit -Sn 64 && ulimit -Hn 600 && exec \"$0\" \"$@\"", ShimProgram.path, "gate", "--folder",
        folder.path, "--subnet", OwnNetwork.subnet, "--ready", "\(folder.path)/ready",
      ], errors: "\(folder.path)/errors")
    try await gate.wait(for: "\(folder.path)/ready")
    let limits = try String(contentsOfFile: "/proc/\(gate.number)/limits", encoding: .utf8)
    let files = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }
    #expect(files?.split(separator: " ").dropFirst(3).prefix(2) == ["600", "600"])
  }
}
