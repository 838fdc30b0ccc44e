import Logging
package import PolderCore
import PolderHTTP
import PolderSQL

extension ServerSockets {
  /// How long a socket may stay without telling who it is.
  static let patience = Duration.seconds(60)
  private static let batch = 100

  /// Drops sockets that have not told who they are in time (deviation 33).
  package func dropUnidentified(now: Timestamp) {
    for sid in register.unidentified(since: now - Self.patience) { hub.disconnect(sid) }
  }

  /// Writes what algorithms printed and is not written yet.
  package func flushLogs() async throws { try await logs.flush() }

  /// Looks up again who is in which room; drops those who are gone or whose token was revoked (deviation 33).
  package func recomputeRooms() async throws {
    let all = register.all
    for start in stride(from: 0, to: all.count, by: Self.batch) {
      let part = Array(all[start..<min(start + Self.batch, all.count)])
      let looked = try await database.read { sql in try part.map { try Self.look($0.identity, sql) } }
      for (socket, identity) in zip(part, looked) {
        guard let identity else {
          let caller = socket.identity.claims.callerName
          logger.info("a socket lost its right to be here", metadata: ["caller": "\(caller)"])
          hub.disconnect(socket.sid)
          continue
        }
        guard let old = register.update(socket.sid, to: identity) else { continue }
        for room in old.rooms where !identity.rooms.contains(room) { hub.leave(socket.sid, room: room.description) }
        for room in identity.rooms where !old.rooms.contains(room) { enter(socket.sid, room, identity.caller) }
      }
    }
  }

  /// Nil for one who is no longer welcome.
  private static func look(_ identity: SocketIdentity, _ sql: Transaction) throws -> SocketIdentity? {
    do {
      let principal = try PrincipalLoader.load(identity.claims, sql)
      guard let caller = SocketIdentity.Caller(principal) else { return nil }
      return SocketIdentity(claims: identity.claims, caller: caller, rooms: try RoomDirectory.rooms(of: principal, sql))
    } catch is RequestRefusal {
      return nil
    }
  }

  /// Calls nodes offline that were not heard of since a moment and have no socket here: those that nobody has, and
  /// those whose going this server could not write.
  package func sweepPresence(since moment: Timestamp) async throws {
    let (register, replica, outbox, now) = (register, replica, pump, now())
    let silent = try await database.read { try PresenceRepository.silentNodes(since: moment, at: replica, $0) }
    guard silent.contains(where: { !register.isConnected($0.id) }) else { return }
    try await database.write { sql in
      let gone = try PresenceRepository.silentNodes(since: moment, at: replica, sql)
        .filter { !register.isConnected($0.id) }
      guard !gone.isEmpty else { return }
      try ReplicaRepository.release(gone.map(\.id), replica, sql)
      try PresenceRepository.goOffline(gone, Unit(sql, now: now, outbox: outbox))
    }
    pump.wake()
  }
}
