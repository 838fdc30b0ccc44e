public import PolderCore
import Synchronization

extension OperationCaller {
  /// The most of a refusal that is read where bytes were expected.
  private static let refusalBytes = 1 << 20

  /// Calls an operation that takes in bytes, piece by piece.
  /// - Parameters:
  ///   - operation: what to call
  ///   - path: the parameters in the path
  ///   - query: the parameters behind the question mark
  ///   - length: how many bytes there are, when that is known
  ///   - idleTimeout: the longest time without a byte; nil takes the channel's
  ///   - body: makes the pieces; asked again when nothing was sent, or the token was refused and renewed
  /// - Returns: the reply
  /// - Throws: `RequestRefusal` when the service refuses, `PolderError` when there is no usable answer, and what making
  ///   the pieces throws
  public func upload<Op: Operation, Body: AsyncSequence & Sendable>(
    _ operation: Op.Type, path: Op.Path, query: Op.Query = Op.Query(), length: Int? = nil, idleTimeout: Duration? = nil,
    body: () async throws -> Body
  ) async throws -> Op.Reply where Op.Body == RawBody, Body.Element == [UInt8] {
    let streamer = try streamer()
    let call = HTTPCall(
      HTTPCall.Method(Op.route.verb), "/" + Op.route.path(path.parts), query: query.items,
      headers: [("Content-Type", "application/octet-stream")], timeout: idleTimeout)
    let answer = try await authorized(call, isOpen: Op.access.kinds.isEmpty) { call in
      try await retries.run(isRepeatable: false) {
        try await streamer.upload(call, body: try await body(), length: length)
      }
    } refusal: {
      $0
    }
    return try AnswerReader(limits: replyLimits).reply(Op.Reply.self, of: answer, to: Op.name)
  }

  /// Calls an operation that takes in bytes and has no parameters in its path.
  public func upload<Op: Operation, Body: AsyncSequence & Sendable>(
    _ operation: Op.Type, query: Op.Query = Op.Query(), length: Int? = nil, idleTimeout: Duration? = nil,
    body: () async throws -> Body
  ) async throws -> Op.Reply where Op.Path == NoPath, Op.Body == RawBody, Body.Element == [UInt8] {
    try await upload(
      operation, path: NoPath(), query: query, length: length, idleTimeout: idleTimeout, body: body)
  }

  /// Calls an operation that gives bytes, piece by piece.
  /// - Parameters:
  ///   - operation: what to call
  ///   - path: the parameters in the path
  ///   - query: the parameters behind the question mark
  ///   - idleTimeout: the longest time without a byte; nil takes the channel's
  ///   - read: takes the bytes; called once, when the service gives them. It is not called again when they end early
  /// - Returns: what `read` made of them
  /// - Throws: `RequestRefusal` when the service refuses, `PolderError` when there is no usable answer, and what `read`
  ///   throws
  public func download<Op: Operation, Value: Sendable>(
    _ operation: Op.Type, path: Op.Path, query: Op.Query = Op.Query(), idleTimeout: Duration? = nil,
    read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value where Op.Reply == Wire.RawBytes {
    let streamer = try streamer()
    let call = HTTPCall(
      HTTPCall.Method(Op.route.verb), "/" + Op.route.path(path.parts), query: query.items, timeout: idleTimeout)
    let hasBegun = Mutex(false)
    let outcome = try await authorized(call, isOpen: Op.access.kinds.isEmpty) { call in
      try await retries.run(isRepeatable: Op.route.verb == .get) {
        do {
          return try await streamer.download(call) { head, body in
            try await Self.outcome(head, body, Op.name) { head, body in
              hasBegun.withLock { $0 = true }
              return try await read(head, body)
            }
          }
        } catch  where hasBegun.withLock({ $0 }) {
          return .read(.failure(error))
        }
      }
    } refusal: {
      if case .refused(let answer) = $0 { answer } else { nil }
    }
    switch outcome {
    case .read(let value): return try value.get()
    case .refused(let answer): throw AnswerReader(limits: replyLimits).refusal(answer, of: Op.name)
    }
  }

  private enum Outcome<Value: Sendable>: Sendable {
    /// What reading gave, so that its failure is not taken for one before it, and repeated.
    case read(Result<Value, any Error>)
    case refused(HTTPAnswer)
  }

  private static func outcome<Value: Sendable>(
    _ head: HTTPAnswerHead, _ body: HTTPAnswerBody, _ name: String,
    _ read: @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Outcome<Value> {
    guard head.isSuccess else {
      return .refused(
        HTTPAnswer(status: head.status, headers: head.headers, body: try await body.collect(upTo: refusalBytes)))
    }
    if let error = head.foreign(to: name) { throw error }
    return .read(.success(try await read(head, body)))
  }

  private func streamer() throws -> any HTTPStreamer {
    guard let streamer = channel as? any HTTPStreamer else {
      throw PolderError(.transportNoStreams, "The channel can not carry bodies piece by piece.")
    }
    return streamer
  }
}
