import AsyncHTTPClient
import NIOCore
import PolderCore
import Synchronization

/// Holds the body of an answer until somebody begins to read it, so that nothing holds the connection afterwards.
final class AnswerSource: Sendable {
  private let body: Mutex<HTTPClientResponse.Body?>
  private let length: Int?
  private let watch: IdleWatch
  private let object: String

  init(_ body: HTTPClientResponse.Body, length: Int?, watch: IdleWatch, object: String) {
    self.body = Mutex(body)
    self.length = length
    self.watch = watch
    self.object = object
  }

  /// The reader of the body: the first gets it, another one gets a failure.
  func take() -> AnswerIterator {
    let taken = body.withLock { body in
      defer { body = nil }
      return body
    }
    return AnswerIterator(body: taken?.makeAsyncIterator(), left: length, watch: watch, object: object)
  }

  /// Gives the body up when nobody began to read it.
  func drop() { body.withLock { $0 = nil } }
}
