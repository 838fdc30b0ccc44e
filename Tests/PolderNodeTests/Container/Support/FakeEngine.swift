import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A stand-in of an engine: answers by method and path, without the version.
final class FakeEngine: HTTPStreamer {
  struct State: Sendable {
    var answers: [String: [HTTPAnswer]] = [:]
    var calls: [String] = []
    var headers: [String: [(name: String, value: String)]] = [:]
    var queries: [String: [(name: String, value: String)]] = [:]
  }

  let state = Mutex(State())
  let isPodman: Bool

  init(isPodman: Bool = false) { self.isPodman = isPodman }

  /// Gives an answer; the last one for a call is given again and again.
  func on(_ call: String, _ status: Int, _ body: String = "") {
    state.withLock { $0.answers[call, default: []].append(HTTPAnswer(status: status, body: Array(body.utf8))) }
  }

  func calls(_ name: String) -> Int { state.withLock { $0.calls.count { $0 == name } } }

  func client() throws -> EngineClient {
    EngineClient(
      channel: self, greeting: EngineGreeting(isPodman: isPodman, version: EngineVersion(major: 1, minor: 41)))
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let path = call.path.hasPrefix("/v1.41") ? String(call.path.dropFirst("/v1.41".count)) : call.path
    let name = "\(call.method.rawValue) \(path)"
    return state.withLock { state in
      state.calls.append(name)
      state.headers[name] = call.headers
      state.queries[name] = call.query
      guard var answers = state.answers[name], let first = answers.first else {
        return HTTPAnswer(status: 404, body: Array(#"{"message": "no such thing"}"#.utf8))
      }
      if answers.count > 1 {
        answers.removeFirst()
        state.answers[name] = answers
      }
      return first
    }
  }

  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] { try await send(call) }

  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let answer = try await send(call)
    return try await read(HTTPAnswerHead(status: answer.status), HTTPAnswerBody([answer.body]))
  }
}
