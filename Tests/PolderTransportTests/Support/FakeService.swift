import PolderCore
import PolderTransport

/// Stands for a service: answers from a list, one after the other, and keeps what it was asked.
actor FakeService: HTTPCaller {
  /// What happens to one call.
  enum Reaction: Sendable {
    case answer(HTTPAnswer)
    case fail(PolderError)

    static func json(_ value: JSONValue, status: Int = 200, headers: [(String, String)] = []) -> Self {
      .answer(HTTPAnswer(status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: value.bytes))
    }

    static func text(_ text: String, status: Int) -> Self {
      .answer(HTTPAnswer(status: status, body: Array(text.utf8)))
    }

    static let unreachable = Self.fail(PolderError(.transportUnreachable, "nobody there"))
    static let interrupted = Self.fail(PolderError(.transportInterrupted, "broke"))
    static let timeout = Self.fail(PolderError(.transportTimeout, "too late"))
  }

  private(set) var calls: [HTTPCall] = []
  private var reactions: [Reaction]

  /// A service that reacts so; the last reaction holds for all further calls.
  init(_ reactions: [Reaction]) { self.reactions = reactions }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    calls.append(call)
    guard let reaction = reactions.first else { return HTTPAnswer(status: 599) }
    if reactions.count > 1 { reactions.removeFirst() }
    switch reaction {
    case .answer(let answer): return answer
    case .fail(let error): throw error
    }
  }

  /// The bearer tokens that arrived, in order; nil for a call without one.
  var bearers: [String?] {
    calls.map { call in call.headers.first { $0.name == "Authorization" }.map { String($0.value.dropFirst(7)) } }
  }

  /// What the last call carried as body.
  var body: JSONValue? {
    // A body that is not JSON fails the comparison that follows.
    calls.last?.body.flatMap { try? JSONValue(parsing: $0) }
  }
}

extension HTTPCall {
  /// Method, path and query as one reads them.
  var shown: String {
    let query = query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    return "\(method.rawValue) \(path)" + (query.isEmpty ? "" : "?\(query)")
  }
}
