import Logging
import PolderCore
import PolderRealtime

extension NodeAgent {
  /// Takes what happened, and gives what there is to do.
  func handle(_ signal: AgentSignal) -> [Work] {
    switch signal {
    case .socket(let event): return handle(event)
    case .listed(let found, let task, let connection): return take(found, task, under: connection)
    case .decided(let key, let number, let outcome): return decided(key, number, outcome)
    case .over(let run): return end { $0 == run }
    case .unsettled(let key):
      settled.remove(key)
      return [list(nil)]
    case .released(let key):
      queue.release(key)
      return startNext()
    case .ended(let key, let ending):
      drivers[key] = nil
      queue.release(key)
      log(ending, of: key.run)
      let isReplaced = replaced.remove(key) != nil
      return [forgetHold(of: key.run)] + (isReplaced ? [list(nil)] : []) + startNext()
    }
  }

  func log(_ ending: RunEnding, of run: RunID) {
    switch ending {
    case .reported(let status): logger.info("reported", metadata: ["run": "\(run)", "status": "\(status.rawValue)"])
    case .refused(let reason), .superseded(let reason):
      logger.notice("not reported", metadata: ["run": "\(run)", "cause": "\(reason)"])
    }
  }

  private func handle(_ event: SocketEvent) -> [Work] {
    switch event {
    case .connected:
      contacts.connectionChanged()
      logger.info("connected")
    case .disconnected(let reason):
      contacts.connectionChanged()
      logger.warning("connection lost", metadata: ["cause": "\(reason)"])
    case .connectionFailed(let reason, _): logger.warning("no connection", metadata: ["cause": "\(reason)"])
    case .event(let name, let arguments): return handle(EventName(rawValue: name), arguments.first)
    }
    return []
  }

  private func handle(_ event: EventName?, _ payload: JSONValue?) -> [Work] {
    switch event {
    case .sync:
      for driver in drivers.values { driver.send(.serverBack) }
      services.returns.changed()
      parts.changes.changed()
      return [list(nil)]
    case .newTask:
      guard let id = payload?["id"]?.integer else { return [] }
      return [list(TaskID(id))]
    case .killContainers: return kill(payload)
    case .statusUpdate, .algorithmStatusChange: parts.changes.changed()
    case .message: logger.debug("message", metadata: ["text": "\(payload?.string?.prefix(500) ?? "")"])
    default: break
    }
    return []
  }

  private func kill(_ payload: JSONValue?) -> [Work] {
    guard let identity = contacts.identity, let payload,
      // A payload that can not be read is no order.
      let order = try? JSONValueDecoder.decode(EventPayload.KillContainers.self, from: payload),
      order.collaborationID == identity.collaboration, order.nodeID == nil || order.nodeID == identity.node
    else { return [] }
    let entries = order.killList ?? []
    let named = Set(entries.filter { $0.organizationID == identity.organization }.map(\.runID))
    return end { entries.isEmpty || named.contains($0) }
  }
}
