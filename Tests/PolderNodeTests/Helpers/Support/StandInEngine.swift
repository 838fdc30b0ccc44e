import PolderTransport
import Testing

/// An engine that gives one answer to the question after a container.
struct StandInEngine: HTTPCaller {
  let status: Int
  let body: String

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    #expect(call.path == "/containers/4f1e/json")
    return HTTPAnswer(status: status, body: Array(body.utf8))
  }
}
