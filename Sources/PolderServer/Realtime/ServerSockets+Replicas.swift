import Logging
package import PolderCore
import PolderHTTP
import PolderSQL

extension ServerSockets {
  /// Shows the other servers that this one lives, and writes the callers of those off that do not.
  package func beat(now: Timestamp) async throws {
    let (replica, register) = (replica, register)
    let (beats, claims) = try await database.write { sql in
      var claims: [UserID: Int64] = [:]
      if try !ReplicaRepository.beat(replica, sql) { try ReplicaRepository.join(replica, sql) }
      // Another server that took this one for gone, or had the caller's newest socket until now, has let go of them.
      let connected = register.connected
      for id in try ReplicaRepository.ownerless(connected, sql).sorted() {
        claims[id] = try ReplicaRepository.claim(id, replica, sql)
        try PresenceRepository.comeBack(id, sql)
      }
      return (try ReplicaRepository.beats(sql).filter { $0.key != replica }, claims)
    }
    for (id, fence) in claims { register.own(id, fence) }
    for other in replicas.gone(beats, now: now) { try await writeOff(other.id, other.beat, now) }
  }

  /// Leaves the servers in good order, so that nobody waits for a sign of life.
  package func leave() async throws {
    let replica = replica
    try await database.write { _ = try ReplicaRepository.remove(replica, beat: nil, $0) }
  }

  private func writeOff(_ other: String, _ beat: Int64, _ moment: Timestamp) async throws {
    let outbox = pump
    let count = try await database.write { sql in
      // One that gave a sign meanwhile, or that another server wrote off, is left alone.
      guard try ReplicaRepository.remove(other, beat: beat, sql) else { return 0 }
      let callers = try ReplicaRepository.releaseAll(of: other, sql)
      if !callers.isEmpty { try PresenceRepository.goOffline(callers, Unit(sql, now: moment, outbox: outbox)) }
      return callers.count
    }
    logger.warning("another server is gone", metadata: ["server": "\(other)", "callers": "\(count)"])
    pump.wake()
  }
}
