import Logging
import PolderCore
import PolderRealtime
import PolderTransport
import Synchronization

extension NodeAgent {
  /// Logs in and keeps a connection until cancelled.
  /// - Throws: `PolderError` when another attempt would not help
  func live() async throws {
    try await logIn()
    var troubles = BackOff()
    while !Task.isCancelled {
      let used = Mutex<String?>(nil)
      let socket = try parts.makeSocket { [tokens] in
        let token = try await tokens.token()
        used.withLock { $0 = token }
        return "Bearer \(token)"
      }
      contacts.use(socket)
      let isTokenRefused = await serve(socket)
      contacts.use(nil)
      guard isTokenRefused, !Task.isCancelled else { continue }
      logger.notice("the server wants a new token")
      try await parts.pause(troubles.next())
      if let old = used.withLock({ $0 }) { try await renew(old) }
    }
  }

  /// Hands on what comes over a connection; returns whether the server refused the token.
  private func serve(_ socket: any NodeSocket) async -> Bool {
    await withTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { await socket.run() }
      group.addTask { [parts] in
        // Cancelled: the connection has ended.
        try? await parts.pause(.seconds(5))
        while !Task.isCancelled {
          socket.emit(EventName.ping.rawValue, arguments: [])
          try? await parts.pause(.seconds(60))
        }
      }
      for await event in socket.events {
        if case .event(let name, _) = event,
          name == EventName.expiredToken.rawValue || name == EventName.invalidToken.rawValue
        {
          socket.close()
          return true
        }
        inbox.yield(.socket(event))
      }
      return false
    }
  }

  private func renew(_ old: String) async throws {
    do {
      _ = try await tokens.token(insteadOf: old)
    } catch let error as PolderError where error.code != .nodeKeyRefused {
      // Asked for again at the next attempt to connect.
      logger.warning("no new token", metadata: ["cause": "\(error.message)"])
    } catch let refusal as RequestRefusal {
      logger.warning("no new token", metadata: ["cause": "\(refusal.message)"])
    }
  }

  private func logIn() async throws {
    var backOff = BackOff()
    while true {
      do {
        let node = try NodeTokens.node(in: try await tokens.token())
        let (identity, isEncrypted) = try await services.server.identity(of: node)
        guard isEncrypted == configuration.isEncrypted else { throw Self.mismatch(isEncrypted, identity) }
        try await services.payloads.agree(as: identity)
        contacts.identity = identity
        services.audit.note(.loggedIn(identity, server: configuration.apiAddress))
        logger.info("logged in", metadata: ["node": "\(identity.name)", "id": "\(identity.node)"])
        return
      } catch let error as PolderError where Self.isFinal(error) {
        throw error
      } catch {
        try Task.checkCancellation()
        let pause = min(backOff.next(), Self.longestPause)
        let cause = (error as? PolderError)?.message ?? (error as? RequestRefusal)?.message ?? "\(error)"
        logger.warning("can not log in yet", metadata: ["cause": "\(cause)", "again_in": "\(pause)"])
        try await parts.pause(pause)
      }
    }
  }

  /// A node is back within five seconds, also one that was started while its server was away.
  private static let longestPause = Duration.seconds(2)

  private static func isFinal(_ error: PolderError) -> Bool {
    let final: [PolderError.Code] = [
      .nodeKeyRefused, .nodeEncryptionMismatch, .nodeWithoutCollaboration, .nodeTokenUnusable, .transportBadAddress,
      .nodeOtherKey,
    ]
    return final.contains(error.code)
  }

  private static func mismatch(_ isEncrypted: Bool, _ identity: NodeIdentity) -> PolderError {
    PolderError(
      .nodeEncryptionMismatch,
      "The server says that the collaboration is \(isEncrypted ? "" : "not ")encrypted; the configuration says otherwise.",
      object: "collaboration \(identity.collaboration)",
      nextStep: "Correct `encryption.enabled`, or register the node in another collaboration.")
  }

  /// Asks which runs are open, until there is an answer.
  nonisolated func list(_ task: TaskID?) -> Work {
    { [self] in
      guard let identity = contacts.identity else { return }
      var backOff = BackOff()
      while !Task.isCancelled {
        do {
          let connection = contacts.connection
          let found = try await services.server.openRuns(of: identity.node, task: task) { run in
            try await known(run, identity)
          }
          inbox.yield(.listed(found, task: task, under: connection))
          return
        } catch is CancellationError {
          return
        } catch {
          logger.warning("can not ask for open runs yet", metadata: ["cause": "\(error)"])
          try await parts.pause(backOff.next())
        }
      }
    }
  }

  /// A run of the list, and what the journal knows of it; nil when it can not be taken up.
  private nonisolated func known(_ run: Wire.Run, _ identity: NodeIdentity) async throws -> FoundRun? {
    guard let assignment = RunAssignment(run, of: identity) else {
      logger.warning("a run of the list can not be taken up", metadata: ["run": "\(run.id)"])
      return nil
    }
    let key = services.key(assignment)
    return FoundRun(
      assignment: assignment, input: FoundInput(run.input ?? "", within: services.payloads.room), key: key,
      entry: try await journal.entry(key))
  }
}
