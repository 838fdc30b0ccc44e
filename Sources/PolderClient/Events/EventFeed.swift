import PolderCore
import PolderRealtime
import PolderTransport
import Synchronization

/// The events that a user may see, without gaps: after a loss of the connection the server is asked what was missed.
public final class EventFeed: Sendable {
  private struct State {
    var subscribers: [Int: AsyncStream<FeedEvent>.Continuation] = [:]
    var next = 0
    var cursor: Int64?
    var hasConnected = false
    var waiters: [CheckedContinuation<Void, Never>] = []
    var isEnded = false
  }

  private let socket: SocketIOClient
  private let caller: OperationCaller
  private let state = Mutex(State())

  init(socket: SocketIOClient, caller: OperationCaller) {
    self.socket = socket
    self.caller = caller
  }

  /// A stream of all events from now on. A reader that falls 4,096 events behind loses the oldest.
  public func subscribe() -> AsyncStream<FeedEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: FeedEvent.self, bufferingPolicy: .bufferingNewest(4_096))
    let number = state.withLock { state in
      state.next += 1
      if state.isEnded { continuation.finish() } else { state.subscribers[state.next] = continuation }
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { $0.subscribers[number] = nil }
    }
    return stream
  }

  /// Returns when the connection stands for the first time, or the feed has ended.
  public func ready() async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if !state.hasConnected, !state.isEnded { state.waiters.append(continuation) }
        return state.hasConnected || state.isEnded
      }
      if isReady { continuation.resume() }
    }
  }

  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.socket.run() }
      for await event in socket.events {
        switch event {
        case .connected: await catchUp()
        case .event(let name, let arguments):
          if let name = EventName(rawValue: name) { tell(.event(name, arguments.first ?? .null)) }
        case .disconnected, .connectionFailed: continue
        }
      }
      group.cancelAll()
    }
    end()
  }

  private func catchUp() async {
    let known = state.withLock { $0.cursor }
    do {
      var page = try await caller.call(ListEvents.self, query: .init(after: known, limit: known == nil ? 1 : 1_000))
      if known != nil {
        if page.lost { tell(.resynced) }
        tell(page)
        while page.more {
          page = try await caller.call(ListEvents.self, query: .init(after: page.cursor, limit: 1_000))
          tell(page)
        }
      }
      let cursor = page.cursor
      state.withLock { $0.cursor = cursor }
    } catch {
      // A server that keeps no events, or no answer now: whoever listens asks anew what it needs.
      tell(.resynced)
    }
    let waiters = state.withLock { state in
      state.hasConnected = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  private func tell(_ page: Wire.EventPage) {
    for event in page.data { if let name = EventName(rawValue: event.event) { tell(.event(name, event.payload)) } }
  }

  private func tell(_ event: FeedEvent) {
    for subscriber in state.withLock({ Array($0.subscribers.values) }) { subscriber.yield(event) }
  }

  private func end() {
    let (subscribers, waiters) = state.withLock { state in
      state.isEnded = true
      defer { (state.subscribers, state.waiters) = ([:], []) }
      return (Array(state.subscribers.values), state.waiters)
    }
    for subscriber in subscribers { subscriber.finish() }
    for waiter in waiters { waiter.resume() }
  }
}
