import DequeModule
import Synchronization

/// What waits for the user of a client: bounded, and what concerns the connection always finds a place.
final class SocketEventQueue: Sendable {
  private struct State {
    var events: Deque<SocketEvent> = []
    var waiter: CheckedContinuation<SocketEvent?, Never>?
    var isFinished = false

    /// Nobody is woken under the lock: a task that is being cancelled holds a lock of its own while it waits for this one.
    mutating func takeWaiter() -> CheckedContinuation<SocketEvent?, Never>? {
      defer { waiter = nil }
      return waiter
    }
  }

  private let state = Mutex(State())
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  /// The events in their order, for one reader.
  var stream: AsyncStream<SocketEvent> {
    AsyncStream(unfolding: { await self.next() }, onCancel: { self.wakeReader() })
  }

  /// Whether the reader left so much that no new connection should be made yet.
  var isCongested: Bool { state.withLock { $0.events.count > capacity / 2 } }

  /// Adds an event; false when there was no place for it.
  func push(_ event: SocketEvent) -> Bool {
    let (waiter, isTaken): (CheckedContinuation<SocketEvent?, Never>?, Bool) = state.withLock { state in
      if let waiter = state.takeWaiter() { return (waiter, true) }
      if case .event = event, state.events.count >= capacity { return (nil, false) }
      state.events.append(event)
      return (nil, true)
    }
    waiter?.resume(returning: event)
    return isTaken
  }

  /// Ends the stream after what it still holds.
  func finish() {
    let waiter = state.withLock { state in
      state.isFinished = true
      return state.takeWaiter()
    }
    waiter?.resume(returning: nil)
  }

  private func next() async -> SocketEvent? {
    await withCheckedContinuation { continuation in
      let (waiter, event): (CheckedContinuation<SocketEvent?, Never>?, SocketEvent?) = state.withLock { state in
        if let event = state.events.popFirst() { return (continuation, event) }
        if state.isFinished || Task.isCancelled { return (continuation, nil) }
        // A second reader is not foreseen; the first then ends instead of waiting for ever.
        let first = state.takeWaiter()
        state.waiter = continuation
        return (first, nil)
      }
      waiter?.resume(returning: event)
    }
  }

  private func wakeReader() { state.withLock { $0.takeWaiter() }?.resume(returning: nil) }
}
