import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PolderCore

extension HTTPChannel {
  /// Gives the head of an answer and its body piece by piece, none faster than they are read.
  ///
  /// The connection is given up when `read` returns before the end, or throws.
  /// - Parameters:
  ///   - call: what to ask; its time limit is the longest time without a byte
  ///   - read: takes the answer, whatever its status; what it throws is thrown as it is
  /// - Returns: what `read` made of it
  /// - Throws: `PolderError` with a `transport-…` code when there is no answer, `CancellationError` when cancelled
  public func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let watch = IdleWatch(limit: call.timeout ?? timeout)
    let request = request(for: call)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await receive(request, call, watch, read) }
      group.addTask {
        try await watch.run(object: shown(call))
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let value = first else { throw CancellationError() }
      return value
    }
  }

  private func receive<Value: Sendable>(
    _ request: HTTPClientRequest, _ call: HTTPCall, _ watch: IdleWatch,
    _ read: @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let response: HTTPClientResponse
    do {
      watch.begin()
      response = try await open(request)
      watch.end()
    } catch {
      throw failure(error, call)
    }
    let head = HTTPAnswerHead(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) })
    let hasBody = call.method != .head && head.status != 304
    let source = AnswerSource(
      response.body, length: hasBody ? head.contentLength : nil, watch: watch, object: shown(call))
    defer { source.drop() }
    return try await read(head, HTTPAnswerBody(source))
  }
}
