import Logging
package import PolderCore
package import PolderHTTP
import PolderSQL
import PolderService

extension ServerSockets {
  /// A peer sent an event. Beside signs of life only nodes are listened to, and only about what is theirs (deviation 31).
  package func event(_ socket: SocketHandle, name: String, arguments: [JSONValue]) async {
    guard socket.namespace == Self.namespace else { return }
    guard let identity = register.identity(socket.sid) else {
      return logger.debug("an unidentified socket sent an event", metadata: ["event": "\(name.prefix(64))"])
    }
    do {
      try await handle(name, arguments.first, identity)
    } catch {
      logger.warning(
        "an event could not be handled",
        metadata: ["event": "\(name.prefix(64))", "caller": "\(identity.claims.callerName)", "reason": "\(error)"])
    }
  }

  private func handle(_ name: String, _ argument: JSONValue?, _ identity: SocketIdentity) async throws {
    guard let event = EventName(rawValue: name) else { return }
    let caller = identity.caller
    switch event {
    case .ping:
      let moment = now()
      try await database.write { try PresenceRepository.touch(caller.id, now: moment, $0) }
    case .message, .error:
      logger.info("a peer tells", metadata: ["event": "\(name)", "caller": "\(identity.claims.callerName)"])
    case .algorithmStatusChange where caller.isNode: try await statusChanged(argument, caller)
    case .algorithmLog where caller.isNode: try await logged(argument, caller)
    case .nodeInfoUpdate where caller.isNode:
      let settings = NodeSettings.rows(of: argument)
      try await database.write { try PresenceRepository.replaceSettings(settings, of: caller.id, $0) }
    case .nodeMetricsUpdate where caller.isNode: metrics.take(argument, of: caller.id)
    default: break
    }
  }

  private func statusChanged(_ argument: JSONValue?, _ caller: SocketIdentity.Caller) async throws {
    guard let run = argument?["run_id"]?.integer.map({ RunID($0) }), let status = argument?["status"]?.string,
      status.utf8.count <= 64
    else { return }
    let (moment, outbox) = (now(), pump)
    let isTold = try await database.write { sql in
      guard let facts = try RunFacts.find([run], of: caller, sql).first else { return false }
      let payload = EventPayload.AlgorithmStatusChange(
        status: status, runID: run, taskID: facts.task, jobID: facts.job, collaborationID: facts.collaboration,
        nodeID: caller.id, organizationID: facts.organization, parentID: facts.parent)
      try Unit(sql, now: moment, outbox: outbox)
        .announce(room: .collaboration(facts.collaboration), event: .algorithmStatusChange, payload: payload)
      return true
    }
    if isTold { pump.wake() } else { ignored(.algorithmStatusChange, caller) }
  }

  private func logged(_ argument: JSONValue?, _ caller: SocketIdentity.Caller) async throws {
    guard let run = argument?["run_id"]?.integer.map({ RunID($0) }), let text = argument?["log"]?.string,
      !text.isEmpty
    else { return }
    try await logs.add(text, of: run, by: caller)
  }

  private func ignored(_ event: EventName, _ caller: SocketIdentity.Caller) {
    logger.warning(
      "an event about something foreign was ignored", metadata: ["event": "\(event.rawValue)", "node": "\(caller.id)"])
  }
}
