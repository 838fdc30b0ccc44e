import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("a server that is away for a while")
struct ProxyUpstreamTests {
  private static func failure(_ code: PolderError.Code) -> PolderError { PolderError(code, "away") }

  private func server(_ code: PolderError.Code, times: Int) -> FakeUpstream {
    FakeUpstream { _, count in
      if count < times { throw Self.failure(code) }
      return HTTPAnswer(status: 200)
    }
  }

  private func upstream(_ server: FakeUpstream, patience: Duration = .seconds(60)) -> ProxyUpstream {
    ProxyUpstream(caller: server, token: "t", patience: patience)
  }

  @Test("what surely did not arrive is sent again, whatever it is")
  func unreachable() async throws {
    let server = server(.transportUnreachable, times: 2)
    #expect(try await upstream(server).send(HTTPCall(.post, "/task", body: []), key: nil).status == 200)
    #expect(server.calls.count == 3)
  }

  @Test(
    "what may have arrived is sent again when that is harmless",
    arguments: [
      PolderError.Code.transportInterrupted, .transportTimeout,
    ])
  func interrupted(code: PolderError.Code) async throws {
    let reading = server(code, times: 1)
    #expect(try await upstream(reading).send(HTTPCall(.get, "/run"), key: nil).status == 200)
    let keyed = server(code, times: 1)
    #expect(try await upstream(keyed).send(HTTPCall(.post, "/task", body: []), key: "k").status == 200)
    #expect(keyed.calls.allSatisfy { $0.headers.contains { $0.name == "Idempotency-Key" && $0.value == "k" } })
    let unkeyed = server(code, times: 1)
    let error = await #expect(throws: PolderError.self) {
      try await upstream(unkeyed).send(HTTPCall(.post, "/task", body: []), key: nil)
    }
    #expect(error?.code == code)
    #expect(unkeyed.calls.count == 1)
  }

  @Test("an answer that is too large does not get smaller by asking again")
  func tooLarge() async {
    let server = server(.transportReplyTooLarge, times: 9)
    await #expect(throws: PolderError.self) { try await upstream(server).send(HTTPCall(.get, "/run"), key: nil) }
    #expect(server.calls.count == 1)
  }

  @Test("a server that starts behind another is waited for", arguments: [502, 503, 504])
  func starting(status: Int) async throws {
    let server = FakeUpstream { _, count in HTTPAnswer(status: count == 0 ? status : 200) }
    #expect(try await upstream(server).send(HTTPCall(.get, "/run"), key: nil).status == 200)
    let posted = FakeUpstream { _, count in HTTPAnswer(status: count == 0 ? status : 200) }
    #expect(try await upstream(posted).send(HTTPCall(.post, "/task", body: []), key: nil).status == status)
  }

  @Test("patience ends, and the algorithm is told")
  func impatient() async {
    let server = server(.transportUnreachable, times: .max)
    let answer = await ProxyFixture.handler(server, patience: .zero).answer(ProxyFixture.request("GET", "/version"))
    #expect(answer.status == 502)
    #expect(server.calls.count == 1)
  }
}
