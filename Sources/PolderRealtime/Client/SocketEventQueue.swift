import DequeModule
import Synchronization

/// What waits for the user of a client: bounded, and what concerns the connection always finds a place.
final class SocketEventQueue: Sendable {
  private struct State {
    var events: Deque<SocketEvent> = []
    var waiter: CheckedContinuation<SocketEvent?, Never>?
    var isFinished = false
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
    state.withLock { state in
      if let waiter = state.waiter {
        state.waiter = nil
        waiter.resume(returning: event)
        return true
      }
      if case .event = event, state.events.count >= capacity { return false }
      state.events.append(event)
      return true
    }
  }

  /// Ends the stream after what it still holds.
  func finish() {
    state.withLock { state in
      state.isFinished = true
      state.waiter?.resume(returning: nil)
      state.waiter = nil
    }
  }

  private func next() async -> SocketEvent? {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if let event = state.events.popFirst() {
          continuation.resume(returning: event)
        } else if state.isFinished || Task.isCancelled {
          continuation.resume(returning: nil)
        } else {
          // A second reader is not foreseen; the first then ends instead of waiting for ever.
          state.waiter?.resume(returning: nil)
          state.waiter = continuation
        }
      }
    }
  }

  private func wakeReader() {
    state.withLock { state in
      state.waiter?.resume(returning: nil)
      state.waiter = nil
    }
  }
}
