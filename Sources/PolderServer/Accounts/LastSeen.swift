import PolderCore
import PolderSQL
import PolderService
import Synchronization

/// Writes down when users and nodes were last heard of: once a minute for each (deviation 18).
final class LastSeen: Sendable {
  private static let interval = Duration.seconds(60)
  private static let limit = 65_536

  private let database: any Database
  private let written = Mutex<[UserID: Timestamp]>([:])

  init(database: any Database) { self.database = database }

  func note(_ id: UserID, now: Timestamp) async throws {
    let isDue = written.withLock { written in
      if let last = written[id], now < last + Self.interval { return false }
      if written.count >= Self.limit { written = written.filter { now < $0.value + Self.interval } }
      written[id] = now
      return true
    }
    guard isDue else { return }
    do {
      try await database.write { sql in
        try sql.execute("UPDATE authenticatable SET last_seen = \(now) WHERE id = \(id)")
      }
    } catch {
      written.withLock { $0[id] = nil }
      throw error
    }
  }
}
