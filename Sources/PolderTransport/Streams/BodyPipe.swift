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

  /// Who goes on. Nobody does so under the lock: a task that is being cancelled holds a lock of its own while it waits for
  /// this one.
  private struct Waking {
    var sender: (CheckedContinuation<Void, any Error>, Result<Void, any Error>)?
    var reader: (CheckedContinuation<ByteBuffer?, any Error>, Result<ByteBuffer?, any Error>)?

    func wake() {
      if let (sender, result) = sender { sender.resume(with: result) }
      if let (reader, result) = reader { reader.resume(with: result) }
    }
  }

  private let state = Mutex(State.idle)

  /// Hands a piece over; returns when the connection took it.
  /// - Throws: `CancellationError` when cancelled, or when nobody takes any more
  func send(_ piece: ByteBuffer) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (sender: CheckedContinuation<Void, any Error>) in
        let waking = state.withLock { state -> Waking in
          switch state {
          case .idle where !Task.isCancelled:
            state = .offered(piece, sender)
            return Waking()
          case .wanted(let reader):
            state = .idle
            return Waking(sender: (sender, .success(())), reader: (reader, .success(piece)))
          case .idle, .offered, .finished, .closed:
            return Waking(sender: (sender, .failure(CancellationError())))
          }
        }
        waking.wake()
      }
    } onCancel: {
      close()
    }
  }

  /// There is nothing more to send.
  func finish() { end(.finished, .success(nil)) }

  /// Nobody sends or takes any more; what was sent is not a whole body.
  func close() { end(.closed, .failure(CancellationError())) }

  private func end(_ next: State, _ result: Result<ByteBuffer?, any Error>) {
    let waking = state.withLock { state -> Waking in
      switch state {
      case .idle: state = next
      case .wanted(let reader):
        state = next
        return Waking(reader: (reader, result))
      case .offered(_, let sender):
        state = .closed
        return Waking(sender: (sender, .failure(CancellationError())))
      case .finished, .closed: break
      }
      return Waking()
    }
    waking.wake()
  }

  private func take() async throws -> ByteBuffer? {
    try await withCheckedThrowingContinuation { reader in
      let waking = state.withLock { state -> Waking in
        switch state {
        case .idle:
          state = .wanted(reader)
          return Waking()
        case .offered(let piece, let sender):
          state = .idle
          return Waking(sender: (sender, .success(())), reader: (reader, .success(piece)))
        case .finished: return Waking(reader: (reader, .success(nil)))
        case .wanted, .closed: return Waking(reader: (reader, .failure(CancellationError())))
        }
      }
      waking.wake()
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(pipe: self) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let pipe: BodyPipe

    mutating func next() async throws -> ByteBuffer? { try await pipe.take() }
  }
}
