import Foundation
import Testing

/// Algorithms of two nodes, each of which has no network but its relay.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct TwoNodesTests {
  @Test("each connects to the other, and much is carried whole both ways at the same time")
  func both() async throws {
    let nodes = try await TwoNodes()
    let relays = [try await nodes.relay(0), try await nodes.relay(1)]
    let listening = try relays.map { try $0.listen() }
    for index in [0, 1] {
      let (here, there) = (relays[index], listening[1 - index])
      let pair = try await onThread {
        let near = try here.connect()
        try near.send(Array("hello".utf8))
        let far = try there.accepted()
        #expect(try far.receive(5) == Array("hello".utf8))
        return [near, far]
      }
      let much = (0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0 / 251) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (from, to) in [(pair[0], pair[1]), (pair[1], pair[0])] {
          group.addTask { try await onThread { try from.send(much) } }
          group.addTask {
            let got = try await onThread { try to.receive(much.count) }
            #expect(got == much)
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
