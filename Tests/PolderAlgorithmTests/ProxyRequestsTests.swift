import PolderCore
import PolderTransport
import Testing

@testable import PolderAlgorithm

@Suite("Requests to the proxy")
struct ProxyRequestsTests {
  private func requests(_ proxy: FakeProxy) -> ProxyRequests {
    ProxyRequests(channel: proxy, token: "t", sleep: { _ in })
  }

  private static let refused = Result<HTTPAnswer, PolderError>.failure(PolderError(.transportUnreachable, "refused"))
  private static let broken = Result<HTTPAnswer, PolderError>.failure(PolderError(.transportInterrupted, "broken"))
  private static let fine = Result<HTTPAnswer, PolderError>.json(["id": 1])

  @Test("Reading goes on after whatever a restart of node or server looks like")
  func repeatsReading() async throws {
    let proxy = FakeProxy([
      "GET /x": [
        Self.refused, Self.broken, .json([:], status: 502), .json([:], status: 503), .json([:], status: 504), Self.fine,
      ]
    ])
    #expect(try await requests(proxy).get("/x")["id"] == 1)
  }

  @Test("Creating is repeated only when it surely did not arrive, under the same key")
  func repeatsCreatingWithCare() async throws {
    let proxy = FakeProxy(["POST /task": [Self.refused, .json([:], status: 503), Self.fine]])
    #expect(try await requests(proxy).post("/task", [:])["id"] == 1)
    let keys = await proxy.calls.map { call in call.headers.first { $0.name == "Idempotency-Key" }?.value }
    #expect(keys.count == 3 && Set(keys).count == 1)

    let other = FakeProxy(["POST /task": [Self.broken, Self.fine]])
    let error = await #expect(throws: PolderError.self) { try await requests(other).post("/task", [:]) }
    #expect(error?.code == .transportInterrupted)
    #expect(await other.count("POST /task") == 1)
  }

  @Test("A refusal is passed on with its message, at once; a 500 is tried a little")
  func passesRefusals() async throws {
    for (status, attempts) in [(400, 1), (401, 1), (403, 1), (500, 3)] {
      let proxy = FakeProxy(["GET /x": [.json(["msg": "No task id found"], status: status)]])
      let error = await #expect(throws: PolderError.self) { try await requests(proxy).get("/x") }
      #expect(error?.code == .algorithmRequestRefused)
      #expect(error?.message.contains("\(status): No task id found") == true)
      #expect(await proxy.count("GET /x") == attempts)
    }
  }

  @Test("A server that stays away is given up in the end")
  func givesUp() async throws {
    let proxy = FakeProxy(["GET /x": [Self.refused]])
    let error = await #expect(throws: PolderError.self) { try await requests(proxy).get("/x") }
    #expect(error?.code == .transportUnreachable)
    #expect(await proxy.count("GET /x") == 11)
  }

  @Test("An answer that is no JSON, or no page, is told as such")
  func refusesOtherAnswers() async throws {
    let proxy = FakeProxy([
      "GET /x": [.success(HTTPAnswer(status: 200, body: Array("<html>".utf8)))], "GET /y": [Self.fine],
    ])
    await #expect(throws: PolderError.self) { try await requests(proxy).get("/x") }
    await #expect(throws: PolderError.self) { try await requests(proxy).pages("/y", query: []) }
  }

  @Test("Where an answer is held until it changes nothing is waited; where it comes at once, pauses grow")
  func pacesPolls() {
    var pace = PollPace(first: .milliseconds(100), longest: .milliseconds(300))
    #expect(pace.pause(after: "pending", took: .zero) == .zero)
    #expect(pace.pause(after: "pending", took: .seconds(10)) == .zero)
    #expect(pace.pause(after: "pending", took: .zero) == .milliseconds(100))
    #expect(pace.pause(after: "pending", took: .zero) == .milliseconds(150))
    #expect(pace.pause(after: "pending", took: .zero) == .milliseconds(225))
    #expect(pace.pause(after: "pending", took: .zero) == .milliseconds(300))
    #expect(pace.pause(after: "active", took: .zero) == .zero)
    #expect(pace.pause(after: "active", took: .zero) == .milliseconds(100))
  }
}
