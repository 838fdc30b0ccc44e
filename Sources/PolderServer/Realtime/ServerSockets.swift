package import Logging
package import PolderCore
package import PolderHTTP
package import PolderSQL

/// The sockets of the server: who they are, in which rooms, and what they may say.
package final class ServerSockets: SocketDelegate {
  static let namespace = "/tasks"

  let hub: SocketHub
  let database: any Database
  let pump: OutboxPump
  let logger: Logger
  let now: @Sendable () -> Timestamp
  let register = SocketRegister()
  let logs: LogBatcher
  let replicas = ReplicaWatch()
  /// The name of this server among those that share the database; another with every start.
  let replica = ServerSecrets.random(bytes: 8)
  /// What nodes tell of their machines.
  package let metrics = NodeMetrics()
  private let tokens: TokenMint

  /// The sockets of a hub.
  package init(
    hub: SocketHub, database: any Database, pump: OutboxPump, tokens: TokenMint, logger: Logger,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.hub = hub
    self.database = database
    self.pump = pump
    self.tokens = tokens
    self.logger = logger
    self.now = now
    logs = LogBatcher(database: database, outbox: pump, now: now)
  }

  /// A peer joined: who is it?
  package func connected(_ socket: SocketHandle, namespace: String, authorization: String?) async {
    guard namespace == Self.namespace else { return }
    let moment = now()
    do {
      try await admit(socket.sid, try tokens.access(authorization, now: moment), moment)
    } catch let refusal as RequestRefusal {
      turnAway(socket.sid, refusal, moment)
    } catch {
      // Without the database nobody can be known; the peer comes back by itself.
      logger.warning("a socket could not be served", metadata: ["reason": "\(error)"])
      hub.disconnect(socket.sid)
    }
  }

  /// A peer is gone.
  package func disconnected(_ socket: SocketHandle) async {
    guard let identity = register.remove(socket.sid) else { return }
    for room in identity.rooms {
      hub.leave(socket.sid, room: room.description)
      if room != .allNodes { tell("\(identity.caller.name) left room \(room)", to: room) }
    }
    register.left(identity.caller.id)
    if identity.caller.isNode, !register.isConnected(identity.caller.id) { metrics.remove(identity.caller.id) }
    do {
      try await goOffline(identity.caller)
    } catch {
      // The sweep of presence finds it later.
      logger.warning("a status could not be written", metadata: ["reason": "\(error)"])
    }
  }

  private func turnAway(_ sid: String, _ refusal: RequestRefusal, _ moment: Timestamp) {
    register.noteUnidentified(sid, now: moment)
    switch refusal.code {
    case .tokenExpired: hub.emit(EventName.expiredToken.rawValue, [], toSocket: sid)
    // A node whose token was revoked logs in again with its key when it hears this.
    case .tokenSignature, .tokenRevoked: hub.emit(EventName.invalidToken.rawValue, [], toSocket: sid)
    default: break
    }
    logger.info("a socket stays unidentified", metadata: ["reason": "\(refusal.code)"])
  }

  private func admit(_ sid: String, _ claims: TokenClaims, _ moment: Timestamp) async throws {
    guard case .user(let id) = claims.subject.authenticatable else {
      throw RequestRefusal(403, "This is not open to a container.", code: "principal-kind")
    }
    register.arriving(id)
    do {
      let (identity, last, fence) = try await comeOnline(claims, moment)
      register.own(id, fence)
      register.identify(sid, as: identity)
      if identity.caller.isNode {
        pump.wake()
        // Others hear of the node before it is in their rooms, so that it does not hear of itself.
        await pump.delivered(through: last)
      }
      let joined = identity.rooms.filter { hub.join(sid, room: $0.description) }
      // A node asks for its open runs when it hears this. It is in its rooms by then, so it misses nothing that comes after.
      if identity.caller.isNode { hub.emit(EventName.sync.rawValue, [], toSocket: sid) }
      for room in joined { tellOfEntry(room, identity.caller) }
    } catch {
      register.left(id)
      throw error
    }
  }

  private func comeOnline(
    _ claims: TokenClaims, _ moment: Timestamp
  ) async throws -> (SocketIdentity, last: Int64, fence: Int64) {
    try await database.write { [pump, replica] sql in
      let principal = try PrincipalLoader.load(claims, sql)
      guard let caller = SocketIdentity.Caller(principal) else {
        throw RequestRefusal(403, "This is not open to a container.", code: "principal-kind")
      }
      try sql.execute("UPDATE authenticatable SET status = 'online' WHERE id = \(caller.id.rawValue)")
      let rooms = try RoomDirectory.rooms(of: principal, sql)
      let unit = Unit(sql, now: moment, outbox: pump)
      try unit.announcePresence(.nodeOnline, of: caller)
      return (
        SocketIdentity(claims: claims, caller: caller, rooms: rooms), try OutboxRepository.bounds(sql).newest,
        try ReplicaRepository.claim(caller.id, replica, sql)
      )
    }
  }

  func enter(_ sid: String, _ room: Room, _ caller: SocketIdentity.Caller) {
    if hub.join(sid, room: room.description) { tellOfEntry(room, caller) }
  }

  private func tellOfEntry(_ room: Room, _ caller: SocketIdentity.Caller) {
    guard room != .allNodes else { return }
    tell("\(caller.isNode ? "Node" : "User") <\(caller.name)> joined room <\(room)>", to: room)
  }

  private func tell(_ text: String, to room: Room) {
    hub.emit(EventName.message.rawValue, [.string(text)], to: room.description)
  }

  /// Writes that a caller is gone, unless it has come back here or to another server.
  private func goOffline(_ caller: SocketIdentity.Caller) async throws {
    guard let fence = register.fence(of: caller.id) else { return }
    let (register, pump, replica, moment) = (register, pump, replica, now())
    let isGone = try await database.write { sql in
      guard !register.isConnected(caller.id), try ReplicaRepository.release(caller.id, replica, fence: fence, sql)
      else {
        return false
      }
      try PresenceRepository.goOffline([caller], Unit(sql, now: moment, outbox: pump))
      return true
    }
    if isGone { register.disown(caller.id, fence) }
    pump.wake()
  }
}

extension TokenClaims.Subject {
  /// The subject with nodes and users as one: both are numbered from one sequence.
  var authenticatable: Self { if case .node(let id) = self { .user(id) } else { self } }
}
