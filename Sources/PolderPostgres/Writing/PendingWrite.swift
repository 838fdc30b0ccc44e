import PolderSQL
import Synchronization

/// A write on its way: it waits for its turn, is done, and is committed. Until it is to be committed its caller may give
/// it up, and is then answered at once, whatever the server does: nothing of it stays.
final class PendingWrite: Sendable {
  private enum State {
    case waiting
    case running(Canceller?)
    case done
    case answered
  }

  private struct Content {
    var state = State.waiting
    var job: WriteJob?
  }

  private let content = Mutex(Content())

  /// Keeps what is to be done and who is to be answered; one that has given up already is answered at once.
  func wait(_ job: WriteJob) {
    let isGivenUp = content.withLock { content in
      if case .answered = content.state { return true }
      content.job = job
      return false
    }
    if isGivenUp { job.answer(CancellationError()) }
  }

  /// Whether nobody waits for it any more.
  var isAnswered: Bool { content.withLock { if case .answered = $0.state { true } else { false } } }

  /// Begins it, or begins it again; false when nobody waits any more.
  func begin(_ canceller: Canceller?) -> Bool {
    content.withLock { content in
      if case .answered = content.state { return false }
      content.state = .running(canceller)
      return true
    }
  }

  /// Does the work in a transaction that has its turn.
  func work(_ transaction: Transaction) throws { try content.withLock { $0.job }?.work(transaction) }

  /// From here on it will be committed; false when it was given up, so that it has to be undone.
  func end() -> Bool {
    content.withLock { content in
      if case .answered = content.state { return false }
      content.state = .done
      return true
    }
  }

  /// Answers who waits, once.
  func answer(_ error: (any Error)?) {
    let job = content.withLock { content -> WriteJob? in
      if case .answered = content.state { return nil }
      content.state = .answered
      return content.job
    }
    job?.answer(error)
  }

  /// Nobody waits any more: it is not begun, or undone; one that is about to be committed goes on.
  func cancel() {
    let (job, canceller) = content.withLock { content -> (WriteJob?, Canceller?) in
      switch content.state {
      case .done, .answered: return (nil, nil)
      case .waiting:
        content.state = .answered
        return (content.job, nil)
      case .running(let canceller):
        content.state = .answered
        return (content.job, canceller)
      }
    }
    job?.answer(CancellationError())
    canceller?.cancel()
  }
}
