import PolderCore
import PolderSQL

/// One request on its way through one handler.
struct HandlerRun<H: Handler>: Sendable {
  typealias Op = H.Op

  let handler: H
  let request: BoundRequest
  let environment: ServiceEnvironment

  private enum Done: Sendable {
    case outcome(Outcome<Op.Reply>)
    case reply(BoundReply)
  }

  private struct Committed: Sendable {
    let done: Done
    let note: AuditNote
    let hasAnnounced: Bool
    let effects: [@Sendable () -> Void]
  }

  func answer() async throws -> BoundReply {
    let now = environment.now()
    guard let path = Op.Path(parts: request.pathParts) else { throw UnknownPath() }
    let query = try Op.Query(items: request.info.query)
    if Op.authorizesBeforeBody { try await authorizeEarly(now) }
    let (body, bytes, details) = try await readBody()
    let call = Call<Op>(path: path, query: query, body: body, principal: nil, now: now, request: request.info)
    let prepared = try await handler.prepare(call)
    let committed = try await work(call, prepared, bytes, details)
    if committed.hasAnnounced { environment.outbox.wake() }
    for effect in committed.effects { effect() }
    var reply: BoundReply
    switch committed.done {
    case .reply(let done): reply = done
    case .outcome(let outcome):
      if case .failure(let refusal) = outcome.content { throw RefusedCall(refusal: refusal, note: committed.note) }
      reply = try Self.reply(outcome)
      // Opened once the transaction is over: a store may be slow.
      if let open = outcome.stream { reply.stream = try await open() }
    }
    reply.note = committed.note
    return reply
  }

  private func work(
    _ call: Call<Op>, _ prepared: H.Prepared, _ bytes: [UInt8], _ details: [String: String]
  ) async throws -> Committed {
    switch H.mode {
    case .none: return try run(call, prepared, bytes, details, Transaction(NoEngine()))
    case .read: return try await environment.database.read { try run(call, prepared, bytes, details, $0) }
    case .write: return try await environment.database.write { try run(call, prepared, bytes, details, $0) }
    }
  }

  private func run(
    _ call: Call<Op>, _ prepared: H.Prepared, _ bytes: [UInt8], _ details: [String: String], _ sql: Transaction
  ) throws -> Committed {
    // Writes come one after the other, and what they make void is told by time (deviation 23): theirs is that of their
    // turn, not that of the request's beginning.
    let unit = Unit(sql, now: H.mode == .write ? environment.now() : call.now, outbox: environment.outbox)
    let principal = try principal(call.now, sql)
    var note = AuditNote(organization: principal?.organization?.rawValue, details: details)
    do {
      let idempotent = idempotent(bytes)
      if let idempotent, let stored = try environment.replies?.reply(to: idempotent, sql) {
        note.reason = "sent again"
        note.isPending = true
        return Committed(done: .reply(BoundReply(stored)), note: note, hasAnnounced: false, effects: [])
      }
      let call = call.by(principal)
      let (facts, loaded) = try handler.gather(call, prepared, unit)
      let grant = try Authorizer.authorize(Op.access, principal: principal, facts: facts)
      let outcome = try handler.perform(call, loaded, grant, unit)
      note.take(grant, unit)
      var done = Done.outcome(outcome)
      if H.mode == .write, Op.route.verb == .post, case .success = outcome.content {
        let reply = try Self.reply(outcome)
        if let idempotent {
          try environment.replies?.keep(StoredReply(reply), to: idempotent, at: call.now, sql)
        }
        done = .reply(reply)
      }
      note.isPending = H.mode == .read
      if H.mode == .write {
        try audit(done, note, call.now, sql)
        note.isWritten = true
      }
      return Committed(done: done, note: note, hasAnnounced: unit.hasAnnounced, effects: unit.effects)
    } catch let refusal as RequestRefusal {
      note.take(nil, unit)
      throw RefusedCall(refusal: refusal, note: note)
    }
  }

  /// Tells the audit log what is done, in the transaction that does it.
  private func audit(_ done: Done, _ note: AuditNote, _ now: Timestamp, _ sql: Transaction) throws {
    guard let trail = environment.audit else { return }
    var record = request.info.auditRecord(of: Op.self, request.pathParts, note, at: now)
    switch done {
    case .reply(let reply) where reply.status == 201:
      record.object = AuditObject.made(record.object, reply: reply.body)
    case .outcome(let outcome):
      if case .failure(let refusal) = outcome.content {
        record.outcome = .refused(refusal.status, refusal.code.rawValue)
      }
    case .reply: break
    }
    try trail.append(record, sql)
  }

  private func authorizeEarly(_ now: Timestamp) async throws {
    try await environment.database.read { sql in
      let principal = try principal(now, sql)
      do {
        _ = try Authorizer.authorize(Op.access, principal: principal, facts: Facts())
      } catch let refusal as RequestRefusal {
        throw RefusedCall(refusal: refusal, note: AuditNote(organization: principal?.organization?.rawValue))
      }
    }
  }

  private func principal(_ now: Timestamp, _ sql: Transaction) throws -> Principal? {
    try request.info.claims.map { try environment.authenticator.principal($0, sql, now: now) }
  }

  private func readBody() async throws -> (Op.Body, [UInt8], details: [String: String]) {
    if Op.Body.isNone { return (Op.Body(), [], [:]) }
    let (json, bytes) = try await request.json(H.unreadableBody)
    let body = try Op.Body(json: json)
    return (body, bytes, environment.audit == nil ? [:] : AuditObject.details(of: json))
  }

  private func idempotent(_ bytes: [UInt8]) -> IdempotentRequest? {
    guard H.mode == .write, H.keepsReply, Op.route.verb == .post, let key = request.info.idempotencyKey,
      let claims = request.info.claims
    else { return nil }
    return IdempotentRequest(
      caller: claims.callerName, key: key, route: "POST \(request.info.path)", body: bytes)
  }

  private static func reply(_ outcome: Outcome<Op.Reply>) throws -> BoundReply {
    switch outcome.content {
    case .failure(let refusal): throw refusal
    case .success(let reply):
      return BoundReply(
        status: outcome.status ?? Op.status, headers: outcome.headers, body: try JSONValueEncoder.bytes(of: reply))
    }
  }
}
