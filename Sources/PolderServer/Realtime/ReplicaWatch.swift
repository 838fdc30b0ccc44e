import PolderCore
import Synchronization

/// Tells which other servers are gone: those whose sign of life has not changed for a while by this server's own clock,
/// so that the clocks of servers need not agree.
final class ReplicaWatch: Sendable {
  /// How long a server may show no sign of life.
  static let patience = Duration.seconds(35)

  private struct Sighting {
    let beat: Int64
    let since: Timestamp
  }

  private let seen = Mutex<[String: Sighting]>([:])

  /// Takes what the servers show now; those that are gone, with the sign they last gave.
  func gone(_ beats: [String: Int64], now: Timestamp) -> [(id: String, beat: Int64)] {
    seen.withLock { seen in
      var next: [String: Sighting] = [:]
      for (id, beat) in beats {
        let known = seen[id].flatMap { $0.beat == beat ? $0 : nil }
        next[id] = known ?? Sighting(beat: beat, since: now)
      }
      seen = next
      return next.filter { $0.value.since + Self.patience <= now }.map { ($0.key, $0.value.beat) }.sorted {
        $0.id < $1.id
      }
    }
  }
}
