import Foundation
import Glibc
import Testing

/// The helper that stands where the tunnel is.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct GateTests {
  @Test("a relay's connection goes to the address it names, and is answered once it is there")
  func departs() async throws {
    let gate = try await Gate()
    let peer = try Socket.listening(path: "\(gate.folder.path)/peer")
    try await onThread {
      let near = try gate.enter(Gate.tunnel, port: Gate.peer)
      #expect(try near.receive(1) == [0])
      try near.send(Array("there".utf8))
      let far = try peer.accepted()
      #expect(try far.receive(5) == Array("there".utf8))
      try far.send(Array("back".utf8))
      #expect(try near.receive(4) == Array("back".utf8))
    }
    #expect(try await gate.helper.end() == 0)
  }

  @Test("an address outside the subnet and the port 0 are refused at once")
  func outside() async throws {
    let gate = try await Gate()
    let places: [([UInt8], UInt16)] = [([127, 0, 0, 1], Gate.peer), ([10, 77, 0, 5], Gate.peer), (Gate.tunnel, 0)]
    for (address, port) in places {
      let answer = try await onThread { try gate.enter(address, port: port).receive() }
      #expect(answer == [], "\(address):\(port)")
    }
  }

  @Test("a connection at a port of the tunnel goes to the run of which its file speaks, which is told its own port")
  func arrives() async throws {
    let gate = try await Gate()
    let run = try Socket.listening(path: "\(gate.folder.path)/runs/run-1/socket")
    try gate.open("50001", "run-1 5000\n")
    try await gate.wait(for: 50_001)
    try await onThread {
      let near = try gate.connect()
      try near.send(Array("there".utf8))
      let far = try run.accepted()
      #expect(try far.receive(2) == [0x13, 0x88])
      try far.send([0])
      #expect(try far.receive(5) == Array("there".utf8))
      try far.send(Array("back".utf8))
      #expect(try near.receive(4) == Array("back".utf8))
    }
  }

  @Test("a connection to a run of the same node waits for its port to be opened")
  func sibling() async throws {
    let gate = try await Gate()
    let run = try Socket.listening(path: "\(gate.folder.path)/runs/run-1/socket")
    let near = try gate.enter(Gate.tunnel, port: 50_002)
    try gate.open("50002", "run-1 6000\n")
    try await onThread {
      let far = try run.accepted()
      #expect(try far.receive(2) == [0x17, 0x70])
      #expect(try near.receive(1) == [0])
    }
  }

  @Test("a port whose file is gone takes no more connections, and carries on those that it has")
  func closes() async throws {
    let gate = try await Gate()
    let run = try Socket.listening(path: "\(gate.folder.path)/runs/run-1/socket")
    try gate.open("50001", "run-1 5000\n")
    try await gate.wait(for: 50_001)
    let (near, far) = try await onThread {
      let near = try gate.connect()
      let far = try run.accepted()
      _ = try far.receive(2)
      try far.send([0])
      return (near, far)
    }
    try gate.close("50001")
    try await gate.wait(for: 50_001, isOpen: false)
    try await onThread {
      try near.send(Array("still".utf8))
      #expect(try far.receive(5) == Array("still".utf8))
    }
    // Again, for another run and port.
    try gate.open("50001", "run-1 6000\n")
    try await onThread {
      let next = try gate.connect()
      #expect(try run.accepted().receive(2) == [0x17, 0x70])
      shutdown(next.number, Int32(SHUT_WR))
    }
  }

  @Test("a file that can not be understood is told of once, and does not keep others from being read")
  func malformed() async throws {
    let gate = try await Gate()
    let wrong = [
      ("50010", "run-1 5000"), ("50011", "run/1 5000\n"), ("50012", "run-1 0\n"), ("50013", "run-1 65536\n"),
      ("50014", "run-1 5000\nmore\n"), ("50015", "run-1  5000\n"), ("50016", " 5000\n"),
      ("50017", String(repeating: "a", count: 65) + " 5000\n"), ("50018", String(repeating: "a", count: 200)),
      ("50019", ""), ("80", "run-1 5000\n"), ("+50020", "run-1 5000\n"), ("050021", "run-1 5000\n"),
      ("70000", "run-1 5000\n"), ("word", "run-1 5000\n"),
    ]
    for (name, text) in wrong { try gate.open(name, text) }
    try gate.folder.write("ports/.50022", "run-1 5000\n")
    // Each of these is found by a later look.
    for port: UInt16 in [50_001, 50_002, 50_003] {
      try gate.open("\(port)", "run-1 5000\n")
      try await gate.wait(for: port)
    }
    let lines = gate.helper.complaints.split(separator: "\n")
    for (name, _) in wrong { #expect(lines.filter { $0.contains("/ports/\(name):") }.count == 1, "\(name)") }
    #expect(lines.count == wrong.count)
    #expect(OwnNetwork.ports(of: gate.helper.number) == [Gate.peer, 50_001, 50_002, 50_003])
  }

  @Test("a port that somebody else has is told of, with its address")
  func occupied() async throws {
    let gate = try await Gate()
    try gate.open("\(Gate.peer)", "run-1 5000\n")
    try await gate.helper.wait { gate.helper.complaints.contains("Address already in use") }
    #expect(gate.helper.complaints.contains("/ports/\(Gate.peer): 10.76.0.5:\(Gate.peer):"))
  }
}
