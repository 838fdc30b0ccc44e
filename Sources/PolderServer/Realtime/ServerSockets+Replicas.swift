import Logging
package import PolderCore
import PolderHTTP
import PolderSQL

extension ServerSockets {
  /// Shows the other servers that this one lives, and writes the callers of those off that do not.
  package func beat(now: Timestamp) async throws {
    let (replica, register) = (replica, register)
    let (beats, claims) = try await database.write { sql in
      var claims: [SocketIdentity.Caller: Int64] = [:]
      if try !ReplicaRepository.beat(replica, sql) { try ReplicaRepository.join(replica, sql) }
      // Another server that took this one for gone, or had the caller's newest socket until now, has let go of them.
      let connected = register.connected
      let ownerless = try ReplicaRepository.ownerless(connected.map(\.id), sql)
      for caller in connected where ownerless.contains(caller.id) {
        claims[caller] = try ReplicaRepository.claim(caller.id, replica, sql)
        try PresenceRepository.comeBack(caller.id, sql)
      }
      return (try ReplicaRepository.beats(sql).filter { $0.key != replica }, claims)
    }
    for (caller, fence) in claims { register.own(caller.id, fence) }
    // Who left meanwhile could give up no claim that was not known yet.
    for caller in claims.keys where !register.isConnected(caller.id) { try await goOffline(caller) }
    for other in replicas.gone(beats, now: now) { try await writeOff(other.id, other.beat, now) }
  }

  /// Leaves the servers in good order, so that nobody waits for a sign of life; who is still here goes with it.
  package func leave() async throws {
    let (replica, moment, outbox) = (replica, now(), pump)
    try await database.write { sql in
      _ = try ReplicaRepository.remove(replica, beat: nil, sql)
      let callers = try ReplicaRepository.releaseAll(of: replica, sql)
      if !callers.isEmpty { try PresenceRepository.goOffline(callers, Unit(sql, now: moment, outbox: outbox)) }
    }
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
