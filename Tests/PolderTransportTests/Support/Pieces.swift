import Synchronization

/// A body for tests: counts what is asked for, and ends as it is told.
final class Pieces: AsyncSequence, Sendable {
  typealias Element = [UInt8]

  enum Ending: Sendable {
    case end
    case failure(any Error)
    /// Nothing comes any more, until the task is cancelled.
    case silence
  }

  private let ending: Ending
  private let count: Int
  private let piece: @Sendable (Int) -> [UInt8]
  private let made = Mutex(0)

  init(_ pieces: [[UInt8]], then ending: Ending = .end) {
    self.ending = ending
    count = pieces.count
    piece = { pieces[$0] }
  }

  init(_ bytes: [UInt8], times: Int) {
    ending = .end
    count = times
    piece = { _ in bytes }
  }

  /// How many pieces were asked for, the end not counted.
  var asked: Int { made.withLock { $0 } }

  func makeAsyncIterator() -> Iterator { Iterator(pieces: self) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let pieces: Pieces
    private var index = 0

    fileprivate init(pieces: Pieces) { self.pieces = pieces }

    mutating func next() async throws -> [UInt8]? {
      if index < pieces.count {
        defer { index += 1 }
        pieces.made.withLock { $0 += 1 }
        return pieces.piece(index)
      }
      switch pieces.ending {
      case .end: return nil
      case .failure(let error): throw error
      case .silence:
        let (silence, teller) = AsyncStream.makeStream(of: Never.self)
        for await _ in silence {}
        teller.finish()
        throw CancellationError()
      }
    }
  }
}
