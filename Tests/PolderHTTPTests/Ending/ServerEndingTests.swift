import NIOPosix
import PolderCore
import Testing

@testable import PolderHTTP

/// The end of a server as its peers see it, over real sockets. Where a time plays no part it is so long that a test which
/// depended on it would never end.
struct ServerEndingTests {
  enum Moment: CaseIterable {
    case beforeItsFirstRequest
    case betweenRequests
    case withinARequest
  }

  private static let never = Duration.seconds(3_600)
  private static let head = "POST /plain HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"

  private func saysLast(_ answer: RawConnection.Answer) -> Bool {
    answer.head.lowercased().contains("\r\nconnection: close")
  }

  @Test(
    "whoever had connected is answered after the end has begun, and told that it is the last answer",
    arguments: Moment.allCases)
  func answersWhoHadConnected(moment: Moment) async throws {
    let ending = ServerEnding(linger: Self.never, farewell: Self.never)
    try await EndingHouse.run(ending) { house in
      let (gate, count) = (Gate(), 12)
      let (ready, arrived) = AsyncStream.makeStream(of: Void.self)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<count {
          group.addTask {
            try await RawConnection.with(port: house.port) { connection in
              switch moment {
              case .beforeItsFirstRequest: break
              case .betweenRequests:
                let answer = try await connection.call("GET", "/plain")
                #expect(answer.status == 200 && !saysLast(answer))
              case .withinARequest: try await connection.write(Array((Self.head + "half ").utf8))
              }
              arrived.yield()
              await gate.pass()
              try await connection.write(Array(((moment == .withinARequest ? "" : Self.head + "half ") + "whole").utf8))
              let answer = try await connection.answer()
              #expect(answer.status == 200 && answer.body == "got 10" && saysLast(answer))
              #expect(await connection.closed().isEmpty)
            }
          }
        }
        var there = 0
        for await _ in ready {
          there += 1
          if there == count { break }
        }
        await house.end()
        gate.open()
        try await group.waitForAll()
      }
    }
  }

  @Test("who connects in the very moment of the end is either refused or answered")
  func theMoment() async throws {
    let ending = ServerEnding(linger: Self.never, farewell: Self.never)
    try await EndingHouse.run(ending) { house in
      let (first, came) = AsyncStream.makeStream(of: Void.self)
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<100 {
          group.addTask {
            do {
              return try await RawConnection.with(port: house.port) { connection in
                let answer = try await connection.call("POST", "/plain", body: "whole")
                came.yield()
                return answer.body == "got 5"
              }
            } catch is NIOConnectionError {
              return true  // Nobody listened any more.
            }
          }
        }
        _ = await first.first { _ in true }
        await house.end()
        for try await isRight in group { #expect(isRight) }
      }
    }
  }

  @Test("nobody new is let in once the end has begun")
  func nobodyNew() async throws {
    try await EndingHouse.run(ServerEnding(linger: Self.never, farewell: Self.never)) { house in
      try await RawConnection.with(port: house.port) { holding in
        _ = try await holding.call("GET", "/plain")
        await house.end()
        await #expect(throws: NIOConnectionError.self) { try await RawConnection.with(port: house.port) { _ in } }
        #expect(try await holding.call("GET", "/plain").status == 200)
      }
    }
  }

  @Test("connections on which nothing is asked end by themselves", arguments: [true, false])
  func idle(hasAsked: Bool) async throws {
    try await EndingHouse.run(ServerEnding(linger: .milliseconds(1), farewell: Self.never)) { house in
      try await RawConnection.with(port: house.port) { connection in
        if hasAsked { _ = try await connection.call("GET", "/plain") }
        await house.end()
        #expect(await connection.closed().isEmpty)
      }
    }
  }

  @Test("a peer that never closes its side does not hold the server")
  func farewell() async throws {
    let ending = ServerEnding(linger: Self.never, farewell: .milliseconds(1))
    try await EndingHouse.run(ending) { house in
      try await RawConnection.with(port: house.port) { connection in
        try await connection.write(Array((Self.head + "half ").utf8))
        await house.end()
        try await connection.write(Array("whole and more than was announced".utf8))
        #expect(saysLast(try await connection.answer()))
        _ = await connection.closed()
      }
    }
  }

  @Test("requests that came together are all answered, only the last is told so")
  func pipelined() async throws {
    try await EndingHouse.run(ServerEnding(linger: Self.never, farewell: Self.never)) { house in
      try await RawConnection.with(port: house.port) { connection in
        _ = try await connection.call("GET", "/plain")
        await house.end()
        let request = "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n"
        try await connection.write(Array(String(repeating: request, count: 3).utf8))
        var last: [Bool] = []
        for _ in 0..<3 { last.append(saysLast(try await connection.answer())) }
        #expect(last == [false, false, true])
        #expect(await connection.closed().isEmpty)
      }
    }
  }
}
