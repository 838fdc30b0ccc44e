package import Logging
package import PolderCore
package import PolderHTTP
package import PolderSQL
import ServiceLifecycle
import Synchronization

/// Sends events to the sockets of this process once they are committed, in the order of their numbers: woken after each
/// commit here, by the signals of other servers, and once a second for what gave no signal.
///
/// Writes of all servers come one after the other, so that numbers are given in the order of commits: no event with a
/// smaller number appears after one that was sent.
package final class OutboxPump: EventOutbox, Service {
  private struct State {
    var cursor: Int64 = 0
    var isEnded = false
    var waiting: [(id: Int64, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private static let batch: Int64 = 500
  /// What servers call the topic among their signals.
  private static let topic = "events"

  private let database: any Database
  private let hub: SocketHub
  private let logger: Logger
  private let poll: Duration
  private let state = Mutex(State())
  private let wakes: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  /// A pump from a database to the sockets of a hub.
  package init(database: any Database, hub: SocketHub, logger: Logger, poll: Duration = .seconds(1)) {
    self.database = database
    self.hub = hub
    self.logger = logger
    self.poll = poll
    (wakes, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Writes an event.
  package func append(
    room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction
  ) throws {
    try OutboxRepository.append(room: room, event: event, payload: payload, at: moment, sql)
  }

  /// Says that events were committed, here and to the other servers.
  package func wake() {
    wakeUp.yield()
    database.signal(Self.topic)
  }

  /// Skips what was announced before this process started: nobody here heard of it, and nobody asked to.
  package func skipPast() async throws {
    let newest = try await database.read { try OutboxRepository.bounds($0).newest }
    state.withLock { $0.cursor = max($0.cursor, newest) }
  }

  /// Sends events until the service ends.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask {
          // Ends with the service, whose cancellation ends the sleep.
          while (try? await Task.sleep(for: self.poll)) != nil { self.wakeUp.yield() }
        }
        group.addTask {
          for await _ in self.database.signals(of: Self.topic) { self.wakeUp.yield() }
        }
        for await _ in self.wakes {
          if Task.isCancelled { break }
          await self.drain()
        }
        group.cancelAll()
      }
    }
    await drain()
    let waiting = state.withLock { state in
      state.isEnded = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for waiter in waiting { waiter.continuation.resume() }
  }

  /// The number of the last event that was sent here.
  var position: Int64 { state.withLock { $0.cursor } }

  /// Waits until the events up to a number were sent, or the service ended.
  func delivered(through id: Int64) async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        if state.cursor >= id || state.isEnded { return true }
        state.waiting.append((id, continuation))
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  /// Sends what is there.
  package func drain() async {
    do {
      var more = true
      while more { more = try await step() }
    } catch is CancellationError {
      // The server ends; the next one goes on from there.
    } catch {
      logger.warning("events could not be read and will be tried again", metadata: ["reason": "\(error)"])
    }
  }

  private func step() async throws -> Bool {
    let cursor = state.withLock { $0.cursor }
    let events = try await database.read {
      try OutboxRepository.events(after: cursor, in: nil, limit: Self.batch, $0)
    }
    guard let last = events.last else { return false }
    for event in events { hub.emit(event.event, [event.payload], to: event.room) }
    let ready = state.withLock { state in
      state.cursor = last.id
      let ready = state.waiting.filter { $0.id <= last.id }
      state.waiting.removeAll { $0.id <= last.id }
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
    return events.count == Self.batch
  }
}
