import Logging
package import PolderCore
import PolderSQL
import ServiceLifecycle
import Synchronization

/// What has to be done from time to time. Decides by the moment it is given, so that tests need not wait.
package final class Chores: Service {
  private struct Due {
    var rooms: Timestamp?
    var presence: Timestamp?
    var presenceBefore: Timestamp?
    var retention: Timestamp?
    var beat: Timestamp?
  }

  /// How long events and kept replies stay.
  static let retention = Duration.seconds(7 * 86_400)
  private static let roomsEvery = Duration.seconds(60)
  private static let presenceEvery = Duration.seconds(65)
  private static let beatEvery = Duration.seconds(10)
  /// What servers call the topic among their signals.
  private static let roomsTopic = "rooms"
  private static let retentionEvery = Duration.seconds(3_600)

  private let sockets: ServerSockets
  private let database: any Database
  private let logger: Logger
  private let now: @Sendable () -> Timestamp
  private let due = Mutex(Due())
  private let roomsChanged = Atomic<Bool>(false)
  private let hasLeft = Atomic<Bool>(false)

  init(sockets: ServerSockets, database: any Database, logger: Logger, now: @escaping @Sendable () -> Timestamp) {
    self.sockets = sockets
    self.database = database
    self.logger = logger
    self.now = now
  }

  /// Has the rooms looked at with the next step.
  func noteRoomsChanged() {
    roomsChanged.store(true, ordering: .releasing)
    database.signal(Self.roomsTopic)
  }

  /// Does them until the service ends.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask {
          for await _ in self.database.signals(of: Self.roomsTopic) {
            self.roomsChanged.store(true, ordering: .releasing)
          }
        }
        // The only failure is the end of the service.
        while (try? await Task.sleep(for: .milliseconds(250))) != nil { await self.step(self.now()) }
        group.cancelAll()
      }
    }
    await finish()
  }

  /// Writes what waits and leaves the other servers, unless that was done. One who is cancelled leaves it to a later
  /// call.
  package func finish() async {
    await attempt("logs") { try await self.sockets.flushLogs() }
    guard !hasLeft.load(ordering: .acquiring) else { return }
    await attempt("replica") {
      try await self.sockets.leave()
      self.hasLeft.store(true, ordering: .releasing)
    }
  }

  /// Does what is due at a moment.
  package func step(_ moment: Timestamp) async {
    await attempt("logs") { try await self.sockets.flushLogs() }
    sockets.dropUnidentified(now: moment)
    let isChanged = roomsChanged.exchange(false, ordering: .acquiring)
    if isDue(\.rooms, every: Self.roomsEvery, moment) || isChanged {
      await attempt("rooms") { try await self.sockets.recomputeRooms() }
    }
    if isDue(\.beat, every: Self.beatEvery, moment) {
      await attempt("replica") { try await self.sockets.beat(now: moment) }
    }
    if isDue(\.presence, every: Self.presenceEvery, moment) { await sweepPresence(moment) }
    if isDue(\.retention, every: Self.retentionEvery, moment) {
      await attempt("retention") {
        try await self.database.write { sql in
          try OutboxRepository.remove(before: moment - Self.retention, sql)
          try KeptReplies.remove(before: moment - Self.retention, sql)
          try SessionRepository.removeExpired(now: moment, sql)
          try RecoveryTokens.removeExpired(now: moment, sql)
        }
      }
    }
  }

  /// A node is called offline when it was not heard of since the cycle before.
  private func sweepPresence(_ moment: Timestamp) async {
    let before = due.withLock { due in
      defer { due.presenceBefore = moment }
      return due.presenceBefore
    }
    guard let before else { return }
    await attempt("presence") { try await self.sockets.sweepPresence(since: before) }
  }

  private func isDue(_ path: WritableKeyPath<Due, Timestamp?>, every: Duration, _ moment: Timestamp) -> Bool {
    due.withLock { due in
      if let next = due[keyPath: path], moment < next { return false }
      due[keyPath: path] = moment + every
      return true
    }
  }

  private func attempt(_ name: String, _ work: () async throws -> Void) async {
    do {
      try await work()
    } catch is CancellationError {
      return  // The server ends.
    } catch {
      logger.warning("a chore failed and will be tried again", metadata: ["chore": "\(name)", "reason": "\(error)"])
    }
  }
}
