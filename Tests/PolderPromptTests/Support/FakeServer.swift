import PolderCore
import PolderTransport
import Synchronization

@testable import PolderClient

/// Stands for the API of a server: each request takes the next answer.
final class FakeServer: HTTPCaller, Sendable {
  private let state: Mutex<(answers: [HTTPAnswer], calls: [HTTPCall])>

  init(_ answers: [(Int, JSONValue)]) {
    state = Mutex((answers.map { HTTPAnswer(status: $0.0, body: $0.1.bytes) }, []))
  }

  /// What was asked.
  var calls: [String] { state.withLock { $0.calls.map { "\($0.method.rawValue) \($0.path)" } } }
  /// The bodies that were sent.
  var bodies: [JSONValue?] {
    state.withLock { $0.calls.map { call in call.body.flatMap { try? JSONValue(parsing: $0) } } }
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    try state.withLock { state in
      state.calls.append(call)
      guard !state.answers.isEmpty else { throw PolderError("transport-unreachable", "no answer is left") }
      return state.answers.removeFirst()
    }
  }

  /// A client of it.
  func client() -> UserClient {
    UserClient(server: "http://h:5000", apiPath: "/api", session: Session(channel: self, retries: .never) {})
  }

  /// What a login gives.
  static func tokens(_ user: Int64 = 7) -> JSONValue {
    [
      "access_token": .string(Token.access(user)), "refresh_token": "refresh", "refresh_url": "/api/token/refresh",
      "user_url": .string("/api/user/\(user)"),
    ]
  }
}
