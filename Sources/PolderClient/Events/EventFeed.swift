import PolderCore
import PolderRealtime
import PolderTransport
import Synchronization

/// The events that a user may see, without gaps: after a loss of the connection the server is asked what was missed.
///
/// Each event is told at least once; around a loss it may be told twice.
public final class EventFeed: Sendable {
  private struct State {
    var subscribers: [Int: AsyncStream<FeedEvent>.Continuation] = [:]
    var next = 0
    var ledger = EventLedger()
    var isReady = false
    var waiters: [CheckedContinuation<Void, Never>] = []
    var isEnded = false
  }

  /// Makes a connection that asks for the value of `Authorization` at each attempt.
  typealias MakeSocket = @Sendable (@escaping SocketIOClient.Authorization) throws -> any FeedSocket

  /// How often in a row a renewed token may be refused.
  private static let refusals = 3

  private let caller: OperationCaller
  private let tokens: any TokenSource
  private let makeSocket: MakeSocket
  private let state = Mutex(State())

  init(caller: OperationCaller, tokens: any TokenSource, makeSocket: @escaping MakeSocket) {
    self.caller = caller
    self.tokens = tokens
    self.makeSocket = makeSocket
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

  /// Returns when the first attempt to connect is over; from then on nothing is missed.
  public func ready() async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if !state.isReady, !state.isEnded { state.waiters.append(continuation) }
        return state.isReady || state.isEnded
      }
      if isReady { continuation.resume() }
    }
  }

  /// Connects and tells until cancelled, or until the server does not know the user any more.
  func run() async throws {
    defer { end() }
    await catchUp()
    var refused = 0
    while !Task.isCancelled, refused < Self.refusals {
      let used = Mutex<String?>(nil)
      let socket = try makeSocket { [tokens] in
        let token = try await tokens.token()
        used.withLock { $0 = token }
        return "Bearer \(token)"
      }
      let (isRefused, wasHeard) = await serve(socket)
      guard isRefused, let token = used.withLock({ $0 }) else { return }
      refused = wasHeard ? 1 : refused + 1
      guard try await tokens.token(insteadOf: token) != token else { return }
    }
  }

  /// Tells what comes over a connection; whether the server refused the token, and whether it told anything before.
  private func serve(_ socket: any FeedSocket) async -> (isRefused: Bool, wasHeard: Bool) {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await socket.run() }
      defer { group.cancelAll() }
      var wasHeard = false
      for await event in socket.events {
        switch event {
        case .connected:
          await catchUp()
          becomeReady()
        case .connectionFailed: becomeReady()
        case .event("expired_token", _), .event("invalid_token", _):
          socket.close()
          return (true, wasHeard)
        case .event(let name, let arguments):
          wasHeard = true
          await tell(name, arguments.first ?? .null)
        case .disconnected: continue
        }
      }
      return (false, wasHeard)
    }
  }

  private func tell(_ name: String, _ payload: JSONValue) async {
    guard let event = EventName(rawValue: name) else { return }
    let isFull = state.withLock { state in
      state.ledger.push(name, payload)
      return state.ledger.isFull
    }
    tell([.event(event, payload)])
    if isFull { await catchUp() }
  }

  /// Asks for what was not told; the first time only where the server stands.
  private func catchUp() async {
    do {
      guard var cursor = state.withLock({ $0.ledger.cursor }) else {
        let page = try await caller.call(ListEvents.self, query: .init(after: nil, limit: 1))
        state.withLock { $0.ledger.begin(at: page.cursor) }
        return tell([.resynced])
      }
      while true {
        let page = try await caller.call(ListEvents.self, query: .init(after: cursor, limit: 1_000))
        tell(state.withLock { $0.ledger.take(page) })
        guard page.more, page.cursor > cursor else { break }
        cursor = page.cursor
      }
    } catch {
      // A server that keeps no events, or no answer now: whoever listens asks anew what it needs.
      tell([.resynced])
    }
    state.withLock { $0.ledger.forget() }
  }

  private func tell(_ events: [FeedEvent]) {
    let subscribers = state.withLock { Array($0.subscribers.values) }
    for event in events { for subscriber in subscribers { subscriber.yield(event) } }
  }

  private func becomeReady() {
    let waiters = state.withLock { state in
      state.isReady = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
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
