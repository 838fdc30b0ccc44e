import AsyncHTTPClient
import NIOCore
import PolderCore

/// Reads the body of an answer from its connection, and tells a whole one from one that ended early.
struct AnswerIterator {
  var body: HTTPClientResponse.Body.AsyncIterator?
  /// How many bytes have to come yet, when the other side said it.
  var left: Int?
  let watch: IdleWatch
  let object: String

  mutating func next() async throws -> [UInt8]? {
    guard body != nil else {
      throw PolderError(.transportInterrupted, "The body of an answer can be read only once.", object: object)
    }
    do {
      watch.begin()
      defer { watch.end() }
      while let part = try await body?.next() {
        guard part.readableBytes > 0 else { continue }
        left = left.map { $0 - part.readableBytes }
        return Array(part.readableBytesView)
      }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw TransportFailure.polderError(for: error, object: object)
    }
    try Task.checkCancellation()
    guard left ?? 0 == 0 else {
      throw PolderError(
        .transportInterrupted, "The connection broke before the answer was complete.", object: object,
        nextStep: "Ask for it again.")
    }
    return nil
  }
}
