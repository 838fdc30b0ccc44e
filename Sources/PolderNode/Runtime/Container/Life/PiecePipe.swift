import Synchronization

/// Hands pieces over from one task to another, one at a time: who gives waits until the piece is wanted.
final class PiecePipe: Sendable {
  private enum State {
    case idle
    case offered([UInt8], CheckedContinuation<Bool, Never>)
    case wanted(CheckedContinuation<[UInt8]?, Never>)
    case closed
  }

  /// Who goes on. Nobody does so under the lock: a task that is being cancelled holds a lock of its own while it waits for
  /// this one.
  private struct Waking {
    var giver: (CheckedContinuation<Bool, Never>, Bool)?
    var taker: (CheckedContinuation<[UInt8]?, Never>, [UInt8]?)?

    func wake() {
      if let (giver, isTaken) = giver { giver.resume(returning: isTaken) }
      if let (taker, piece) = taker { taker.resume(returning: piece) }
    }
  }

  private let state = Mutex(State.idle)

  /// Hands a piece over.
  /// - Returns: false when nobody takes any more
  func give(_ piece: [UInt8]) async -> Bool {
    await withCheckedContinuation { giver in
      let waking = state.withLock { state -> Waking in
        switch state {
        case .idle:
          state = .offered(piece, giver)
          return Waking()
        case .wanted(let taker):
          state = .idle
          return Waking(giver: (giver, true), taker: (taker, piece))
        case .offered, .closed: return Waking(giver: (giver, false))
        }
      }
      waking.wake()
    }
  }

  /// The next piece; nil at the end.
  func take() async -> [UInt8]? {
    await withCheckedContinuation { taker in
      let waking = state.withLock { state -> Waking in
        switch state {
        case .idle:
          state = .wanted(taker)
          return Waking()
        case .offered(let piece, let giver):
          state = .idle
          return Waking(giver: (giver, true), taker: (taker, piece))
        case .wanted, .closed: return Waking(taker: (taker, nil))
        }
      }
      waking.wake()
    }
  }

  /// Nothing more is given or taken; a second call does nothing.
  func close() {
    let waking = state.withLock { state -> Waking in
      defer { state = .closed }
      switch state {
      case .offered(_, let giver): return Waking(giver: (giver, false))
      case .wanted(let taker): return Waking(taker: (taker, nil))
      case .idle, .closed: return Waking()
      }
    }
    waking.wake()
  }
}
