import NIOCore
import Synchronization

/// Hands the pieces of a body over to the connection, one at a time: who sends waits until the piece is wanted.
final class BodyPipe: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  private enum State {
    case idle
    /// A piece waits to be wanted.
    case offered(ByteBuffer, CheckedContinuation<Void, any Error>)
    /// The connection waits for a piece.
    case wanted(CheckedContinuation<ByteBuffer?, any Error>)
    case finished
    case closed
  }

  private let state = Mutex(State.idle)

  /// Hands a piece over; returns when the connection took it.
  /// - Throws: `CancellationError` when cancelled, or when nobody takes any more
  func send(_ piece: ByteBuffer) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (sender: CheckedContinuation<Void, any Error>) in
        let reader: CheckedContinuation<ByteBuffer?, any Error>? = state.withLock { state in
          switch state {
          case .idle where !Task.isCancelled:
            state = .offered(piece, sender)
            return nil
          case .wanted(let reader):
            state = .idle
            sender.resume()
            return reader
          case .idle, .offered, .finished, .closed:
            sender.resume(throwing: CancellationError())
            return nil
          }
        }
        reader?.resume(returning: piece)
      }
    } onCancel: {
      close()
    }
  }

  /// There is nothing more to send.
  func finish() { end(.finished)?.resume(returning: nil) }

  /// Nobody sends or takes any more; what was sent is not a whole body.
  func close() { end(.closed)?.resume(throwing: CancellationError()) }

  private func end(_ next: State) -> CheckedContinuation<ByteBuffer?, any Error>? {
    state.withLock { state in
      switch state {
      case .idle: state = next
      case .wanted(let reader):
        state = next
        return reader
      case .offered(_, let sender):
        state = .closed
        sender.resume(throwing: CancellationError())
      case .finished, .closed: break
      }
      return nil
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(pipe: self) }

  private func take() async throws -> ByteBuffer? {
    try await withCheckedThrowingContinuation { reader in
      state.withLock { state in
        switch state {
        case .idle: state = .wanted(reader)
        case .offered(let piece, let sender):
          state = .idle
          sender.resume()
          reader.resume(returning: piece)
        case .finished: reader.resume(returning: nil)
        case .wanted, .closed: reader.resume(throwing: CancellationError())
        }
      }
    }
  }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let pipe: BodyPipe

    mutating func next() async throws -> ByteBuffer? { try await pipe.take() }
  }
}
