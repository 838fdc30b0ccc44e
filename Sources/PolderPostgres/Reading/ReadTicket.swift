import Synchronization

/// One read on its way: the caller that waits for it may give it up, and is then answered at once, whatever the server
/// does.
final class ReadTicket<Value: Sendable>: Sendable {
  private enum State {
    case waiting
    case running(Canceller?)
    case cancelled
    case done
  }

  private struct Content {
    var state = State.waiting
    var caller: CheckedContinuation<Value, any Error>?
  }

  private let content = Mutex(Content())

  /// Keeps who is to be answered; one that has given up already is answered at once.
  func wait(_ caller: CheckedContinuation<Value, any Error>) {
    let isCancelled = content.withLock { content in
      if case .cancelled = content.state { return true }
      content.caller = caller
      return false
    }
    if isCancelled { caller.resume(throwing: CancellationError()) }
  }

  /// Answers who waits, once.
  func answer(_ result: Result<Value, any Error>) {
    let caller = content.withLock { content in
      defer { content.caller = nil }
      return content.caller
    }
    caller?.resume(with: result)
  }

  /// Begins an attempt; false when nobody waits any more.
  func begin(_ canceller: Canceller?) -> Bool {
    content.withLock { content in
      if case .cancelled = content.state { return false }
      content.state = .running(canceller)
      return true
    }
  }

  /// Ends the attempts; whether the server was asked to give one up.
  func end() -> Bool {
    content.withLock { content in
      if case .cancelled = content.state { return true }
      content.state = .done
      return false
    }
  }

  /// Whether nobody waits any more.
  var isCancelled: Bool { content.withLock { if case .cancelled = $0.state { true } else { false } } }

  func cancel() {
    let (caller, canceller) = content.withLock { content -> (CheckedContinuation<Value, any Error>?, Canceller?) in
      if case .done = content.state { return (nil, nil) }
      defer { (content.state, content.caller) = (.cancelled, nil) }
      if case .running(let canceller) = content.state { return (content.caller, canceller) }
      return (content.caller, nil)
    }
    caller?.resume(throwing: CancellationError())
    canceller?.cancel()
  }
}
