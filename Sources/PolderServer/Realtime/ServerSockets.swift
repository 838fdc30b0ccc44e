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
    let moment = now()
    // Elsewhere nobody tells who it is.
    guard namespace == Self.namespace else { return register.noteUnidentified(socket.sid, now: moment) }
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
    let caller = identity.caller
    for room in identity.rooms {
      hub.leave(socket.sid, room: room.description)
      if !caller.isNode, room != .allNodes { tell(caller.exitText(room), to: room) }
    }
    register.left(caller.id)
    if caller.isNode, !register.isConnected(caller.id) { metrics.remove(caller.id) }
    do {
      try await goOffline(caller, leaving: identity.rooms)
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
      let arrival = try await comeOnline(claims, moment)
      register.own(id, arrival.fence)
      var identity = arrival.identity
      if identity.caller.isNode {
        pump.wake()
        // Others hear of the node before it is in their rooms, so that it does not hear of itself.
        await pump.delivered(through: arrival.last)
      }
      identity.rooms = identity.rooms.filter { hub.join(sid, room: $0.description) }
      // Only now: who looks at the rooms again compares with those that it is in.
      register.identify(sid, as: identity)
      tellOfArrival(sid, identity)
    } catch {
      register.left(id)
      throw error
    }
  }

  private func tellOfArrival(_ sid: String, _ identity: SocketIdentity) {
    guard identity.caller.isNode else {
      for room in identity.rooms { tellOfEntry(room, identity.caller) }
      return
    }
    // A node asks for its open runs when it hears this. It is in its rooms by then, so it misses nothing that comes
    // after.
    hub.emit(EventName.sync.rawValue, [], toSocket: sid)
    // All others have heard it before the node was in the rooms.
    for room in identity.rooms where room != .allNodes {
      hub.emit(EventName.message.rawValue, [.string(identity.caller.entryText(room))], toSocket: sid)
    }
  }

  private func comeOnline(
    _ claims: TokenClaims, _ moment: Timestamp
  ) async throws -> (identity: SocketIdentity, last: Int64, fence: Int64) {
    try await database.write { [pump, replica] sql in
      let principal = try PrincipalLoader.load(claims, sql)
      guard let caller = SocketIdentity.Caller(principal) else {
        throw RequestRefusal(403, "This is not open to a container.", code: "principal-kind")
      }
      try sql.execute("UPDATE authenticatable SET status = 'online' WHERE id = \(caller.id.rawValue)")
      let rooms = try RoomDirectory.rooms(of: principal, sql)
      let unit = Unit(sql, now: moment, outbox: pump)
      try unit.announcePresence(.nodeOnline, of: caller)
      if caller.isNode { try unit.announceTexts(to: rooms) { caller.entryText($0) } }
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
    tell(caller.entryText(room), to: room)
  }

  private func tell(_ text: String, to room: Room) {
    hub.emit(EventName.message.rawValue, [.string(text)], to: room.description)
  }

  /// Writes that a caller is gone, unless it has come back here or to another server; the rooms that a node leaves are
  /// told with it.
  func goOffline(_ caller: SocketIdentity.Caller, leaving rooms: [Room] = []) async throws {
    let fence = register.fence(of: caller.id)
    let left = caller.isNode ? rooms : []
    guard fence != nil || !left.isEmpty else { return }
    let (register, pump, replica, moment) = (register, pump, replica, now())
    let isGone = try await database.write { sql in
      let unit = Unit(sql, now: moment, outbox: pump)
      try unit.announceTexts(to: left) { caller.exitText($0) }
      guard let fence, !register.isConnected(caller.id),
        try ReplicaRepository.release(caller.id, replica, fence: fence, sql)
      else {
        return false
      }
      try PresenceRepository.goOffline([caller], unit)
      return true
    }
    if isGone, let fence { register.disown(caller.id, fence) }
    pump.wake()
  }
}

extension TokenClaims.Subject {
  /// The subject with nodes and users as one: both are numbered from one sequence.
  var authenticatable: Self { if case .node(let id) = self { .user(id) } else { self } }
}
