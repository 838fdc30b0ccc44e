import AsyncHTTPClient
import NIOCore
import PolderCore

extension HTTPChannel: HTTPStreamer {
  /// How large a piece is at the most when it is handed to the connection.
  private static let largestPiece = 1 << 20

  private enum Step {
    case answered(HTTPAnswer)
    case sent
  }

  /// Sends a body piece by piece, none faster than the connection takes it, and gives the whole answer.
  ///
  /// An answer that refuses the call ends the sending at once.
  /// - Parameters:
  ///   - call: what to ask; its own body is not sent, its time limit is the longest time without a byte
  ///   - body: the pieces, asked for one after the other; its failure aborts the request and is thrown as it is
  ///   - length: how many bytes it has in all, when that is known
  /// - Returns: the answer, whatever its status
  /// - Throws: `PolderError` with a `transport-…` code when there is no answer, `CancellationError` when cancelled
  public func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] {
    let pipe = BodyPipe()
    let watch = IdleWatch(limit: call.timeout ?? timeout)
    var request = request(for: call)
    request.body = .stream(pipe, length: length.map { .known(Int64($0)) } ?? .unknown)
    let prepared = request
    defer { pipe.close() }
    return try await withThrowingTaskGroup(of: Step.self) { group in
      group.addTask { .answered(try await exchange(prepared, call, watch)) }
      group.addTask {
        try await send(body, length: length, through: pipe, watch, call)
        return .sent
      }
      group.addTask {
        try await watch.run(object: shown(call))
        return .sent
      }
      defer { group.cancelAll() }
      var answer: HTTPAnswer?
      var isSent = false
      while let step = try await group.next() {
        switch step {
        case .answered(let given): answer = given
        case .sent: isSent = true
        }
        // A success said early is one only when all was sent.
        if let answer, isSent || !answer.isSuccess { return answer }
      }
      throw CancellationError()
    }
  }

  private func exchange(_ request: HTTPClientRequest, _ call: HTTPCall, _ watch: IdleWatch) async throws -> HTTPAnswer {
    do {
      let response = try await open(request)
      watch.begin()
      return try await whole(response, call) { watch.begin() }
    } catch {
      throw failure(error, call)
    }
  }

  private func send<Body: AsyncSequence>(
    _ body: Body, length: Int?, through pipe: BodyPipe, _ watch: IdleWatch, _ call: HTTPCall
  ) async throws where Body.Element == [UInt8] {
    var sent = 0
    for try await piece in body {
      sent += piece.count
      if let length, sent > length { throw wrongLength(call, "more", length) }
      var rest = piece[...]
      while !rest.isEmpty {
        watch.begin()
        try await pipe.send(ByteBuffer(bytes: rest.prefix(Self.largestPiece)))
        watch.end()
        rest = rest.dropFirst(Self.largestPiece)
      }
    }
    if let length, sent < length { throw wrongLength(call, "less", length) }
    watch.begin()
    pipe.finish()
  }

  private func wrongLength(_ call: HTTPCall, _ comparison: String, _ length: Int) -> PolderError {
    PolderError(
      .transportWrongLength, "The body has \(comparison) than the \(length) bytes that were announced.",
      object: shown(call), nextStep: "Nothing was taken in; see whether its source changes while it is read.")
  }
}
