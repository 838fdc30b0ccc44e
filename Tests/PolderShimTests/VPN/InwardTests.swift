import Foundation
import Glibc
import Testing

/// Connections that come out of the VPN to the algorithm.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct InwardTests {
  @Test("a connection goes on to the port of the algorithm that is named, and is answered once it is there")
  func carried() async throws {
    let relay = try await VPNRelay()
    let algorithm = try relay.listen()
    try await onThread {
      let near = try relay.enter(port: VPNRelay.port)
      #expect(try near.receive(1) == [0])
      try near.send(Array("there".utf8))
      let far = try algorithm.accepted()
      #expect(try far.receive(5) == Array("there".utf8))
      shutdown(near.number, Int32(SHUT_WR))
      #expect(try far.receive() == [])
      try far.send(Array("back".utf8))
      #expect(try near.receive(4) == Array("back".utf8))
    }
    let rights = try FileManager.default.attributesOfItem(atPath: relay.door)[.posixPermissions] as? Int
    #expect(rights == 0o600)
  }

  @Test("a connection waits for an algorithm that listens later")
  func late() async throws {
    let relay = try await VPNRelay(isLate: true)
    let algorithm = try relay.listen()
    let near = try relay.enter(port: VPNRelay.port)
    try near.send(Array("early".utf8))
    try relay.helper.tell("go")
    try await onThread {
      let answer = try near.receive(1)
      #expect(answer == [0])
      let far = try algorithm.accepted()
      #expect(try far.receive(5) == Array("early".utf8))
    }
  }

  @Test("a port of the relay itself, and none at all, can not be had")
  func ownPorts() async throws {
    let relay = try await VPNRelay(options: [
      "--listen", "8080", "--connect", "/nowhere", "--forward", "127.0.0.1:8081", "--to", "/nowhere",
    ])
    let ports = OwnNetwork.ports(of: relay.helper.number)
    // The fourth is that to which the kernel leads connections.
    #expect(ports.isSuperset(of: [8080, 8081, VPNRelay.port]))
    #expect(ports.count == 4)
    for port in ports.subtracting([VPNRelay.port]).union([0]) {
      let answer = try await onThread { try relay.enter(port: port).receive() }
      #expect(answer == [], "\(port)")
    }
  }
}
