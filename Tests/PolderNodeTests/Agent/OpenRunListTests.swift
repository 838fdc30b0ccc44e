import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("the list of open runs")
struct OpenRunListTests {
  private static let run = StandInServer.Run(task: 3, image: "mean", input: "e30=", databases: [])

  private func list(_ server: FakeUpstream) async throws -> [RunID] {
    try await ServerLink(channel: server, tokens: FixedToken("t"), retries: .never)
      .openRuns(of: NodeID(9), task: nil) { $0.id }
  }

  @Test("where a page is too large for one answer there are fewer runs on a page")
  func fewer() async throws {
    let server = FakeUpstream { call, _ in
      let size = call.query.first { $0.name == "per_page" }?.value
      guard size == "1" else { throw PolderError(.transportReplyTooLarge, "It is too large.") }
      let page = call.query.first { $0.name == "page" }?.value ?? ""
      let row = FakeWire.run(Int64(page) ?? 0, Self.run, createdAt: "2025-06-01T10:00:00.5")
      let links: JSONValue = page == "3" ? ["self": "x"] : ["self": "x", "next": "y"]
      return StandInServer.answer(200, ["data": [row], "links": links])
    }
    #expect(try await list(server) == [RunID(1), RunID(2), RunID(3)])
    #expect(server.calls.count == 5)
  }

  @Test("a single run that is too large is an error, and nothing is asked for ever")
  func tooLarge() async throws {
    let server = FakeUpstream { _, _ in throw PolderError(.transportReplyTooLarge, "It is too large.") }
    #expect(await failure { try await list(server) }?.code == .transportReplyTooLarge)
    #expect(server.calls.count == 3)
  }
}
