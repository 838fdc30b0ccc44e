import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("what the server means by a run's number")
struct ShownRunTests {
  private static let input = Base64.encode(Array("[2]".utf8))

  /// A server on which run 7 is of a task.
  private func server(task: Int64 = 3, createdAt: Timestamp = noon, finished: String? = nil) -> FakeUpstream {
    var run = StandInServer.Run(task: task, image: "mean", input: Self.input, databases: [])
    run.finished = finished
    return FakeUpstream(200, FakeWire.run(7, run, createdAt: "\(createdAt)"))
  }

  private func link(_ server: FakeUpstream) -> ServerLink {
    ServerLink(channel: server, tokens: FixedToken("t"), retries: .never)
  }

  @Test("it is asked for with its task, in one call")
  func oneCall() async throws {
    let server = server()
    #expect(try await link(server).means(.sample()))
    let call = try #require(server.calls.first)
    #expect(server.calls.count == 1 && call.path == "/run/7")
    #expect(call.query.map(\.name) == ["include"] && call.query.map(\.value) == ["task"])
  }

  @Test("another task, or the same number of a task that was made at another time, is another run")
  func another() async throws {
    let later = Timestamp(microseconds: noon.microseconds + 1)
    #expect(try await !link(server(task: 4)).means(.sample()))
    #expect(try await !link(server(createdAt: later)).means(.sample()))
    for server in [server(task: 4), server(createdAt: later)] {
      #expect(await failure { try await link(server).input(of: .sample()) }?.code == .nodeInputUnreadable)
    }
    #expect(try await link(server()).input(of: .sample()) == Self.input)
  }

  @Test("one that has ended there is nobody else's")
  func ended() async throws {
    #expect(try await link(server(task: 4, finished: "2025-06-01T11:00:00")).means(.sample()))
  }
}
