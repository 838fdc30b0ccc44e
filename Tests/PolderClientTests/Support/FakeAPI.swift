import PolderCore
import PolderTransport

/// Stands for the API of a server: answers by method and path, each answer of a list once and the last for ever.
actor FakeAPI: HTTPStreamer {
  enum Reaction: Sendable {
    case json(JSONValue, Int = 200)
    case page(String, Int)
    case fail(PolderError.Code)
    /// A whole answer.
    case answer(HTTPAnswer)

    /// Bytes, as blobs come.
    static func blob(_ bytes: [UInt8]) -> Reaction {
      .answer(HTTPAnswer(status: 200, headers: [("Content-Type", "application/octet-stream")], body: bytes))
    }
  }

  private(set) var calls: [String] = []
  /// The same calls, whole.
  private(set) var sent: [HTTPCall] = []
  private var answers: [String: [Reaction]]
  private let otherwise: (@Sendable (HTTPCall) -> JSONValue)?
  private var watchers: [(key: String, times: Int, continuation: CheckedContinuation<Void, Never>)] = []

  /// An API with answers by method, path and query.
  /// - Parameters:
  ///   - answers: the answers
  ///   - otherwise: answers what has none there; nil answers 404
  init(_ answers: [String: [Reaction]], otherwise: (@Sendable (HTTPCall) -> JSONValue)? = nil) {
    self.answers = answers
    self.otherwise = otherwise
  }

  nonisolated var caller: OperationCaller {
    OperationCaller(channel: self, tokens: FixedToken("t"), retries: .never)
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let query = call.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let key = "\(call.method.rawValue) \(call.path)" + (query.isEmpty ? "" : "?\(query)")
    calls.append(key)
    sent.append(call)
    let reached = watchers.filter { count($0.key) >= $0.times }
    watchers.removeAll { count($0.key) >= $0.times }
    for watcher in reached { watcher.continuation.resume() }
    guard var left = answers[key], let reaction = left.first else {
      if let otherwise { return HTTPAnswer(status: 200, body: otherwise(call).bytes) }
      return HTTPAnswer(status: 404, body: Array(#"{"msg": "no answer to \#(key)"}"#.utf8))
    }
    if left.count > 1 { left.removeFirst() }
    answers[key] = left
    switch reaction {
    case .json(let value, let status): return HTTPAnswer(status: status, body: value.bytes)
    case .page(let text, let status): return HTTPAnswer(status: status, body: Array(text.utf8))
    case .fail(let code): throw PolderError(code, "as told")
    case .answer(let answer): return answer
    }
  }

  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] {
    var call = call
    var bytes: [UInt8] = []
    for try await piece in body { bytes += piece }
    call.body = bytes
    return try await send(call)
  }

  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let answer = try await send(call)
    // In pieces of an odd size, so that nothing ends where it is convenient.
    let pieces = stride(from: 0, to: answer.body.count, by: 4_999).map { start in
      Array(answer.body[start..<min(start + 4_999, answer.body.count)])
    }
    return try await read(HTTPAnswerHead(status: answer.status, headers: answer.headers), HTTPAnswerBody(pieces))
  }

  /// Gives other answers from now on.
  func answer(_ key: String, _ reactions: Reaction...) { answers[key] = reactions }

  /// Forgets what was asked until now.
  func forget() {
    calls = []
    sent = []
  }

  func count(_ key: String) -> Int { calls.count { $0 == key } }

  /// Returns when a call has come so often.
  func received(_ key: String, times: Int = 1) async {
    if count(key) >= times { return }
    await withCheckedContinuation { watchers.append((key, times, $0)) }
  }
}
