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
    let hasAnnounced: Bool
    let effects: [@Sendable () -> Void]
  }

  func answer() async throws -> BoundReply {
    let now = environment.now()
    guard let path = Op.Path(parts: request.pathParts) else { throw UnknownPath() }
    let query = try Op.Query(items: request.info.query)
    if Op.authorizesBeforeBody { try await authorizeEarly(now) }
    let (body, bytes) = try await readBody()
    let call = Call<Op>(path: path, query: query, body: body, principal: nil, now: now, request: request.info)
    let prepared = try await handler.prepare(call)
    let committed = try await work(call, prepared, bytes)
    if committed.hasAnnounced { environment.outbox.wake() }
    for effect in committed.effects { effect() }
    switch committed.done {
    case .reply(let reply): return reply
    case .outcome(let outcome): return try Self.reply(outcome)
    }
  }

  private func work(_ call: Call<Op>, _ prepared: H.Prepared, _ bytes: [UInt8]) async throws -> Committed {
    switch H.mode {
    case .none: return try run(call, prepared, bytes, Transaction(NoEngine()))
    case .read: return try await environment.database.read { try run(call, prepared, bytes, $0) }
    case .write: return try await environment.database.write { try run(call, prepared, bytes, $0) }
    }
  }

  private func run(
    _ call: Call<Op>, _ prepared: H.Prepared, _ bytes: [UInt8], _ sql: Transaction
  ) throws -> Committed {
    let unit = Unit(sql, now: call.now, outbox: environment.outbox)
    let principal = try principal(call.now, sql)
    let idempotent = idempotent(bytes)
    if let idempotent, let stored = try environment.replies?.reply(to: idempotent, sql) {
      return Committed(done: .reply(BoundReply(stored)), hasAnnounced: false, effects: [])
    }
    let call = call.by(principal)
    let (facts, loaded) = try handler.gather(call, prepared, unit)
    let grant = try Authorizer.authorize(Op.access, principal: principal, facts: facts)
    let outcome = try handler.perform(call, loaded, grant, unit)
    var done = Done.outcome(outcome)
    if let idempotent, case .success = outcome.content {
      let reply = try Self.reply(outcome)
      try environment.replies?.keep(StoredReply(reply), to: idempotent, at: call.now, sql)
      done = .reply(reply)
    }
    return Committed(done: done, hasAnnounced: unit.hasAnnounced, effects: unit.effects)
  }

  private func authorizeEarly(_ now: Timestamp) async throws {
    try await environment.database.read { sql in
      _ = try Authorizer.authorize(Op.access, principal: try principal(now, sql), facts: Facts())
    }
  }

  private func principal(_ now: Timestamp, _ sql: Transaction) throws -> Principal? {
    try request.info.claims.map { try environment.authenticator.principal($0, sql, now: now) }
  }

  private func readBody() async throws -> (Op.Body, [UInt8]) {
    if Op.Body.isNone { return (Op.Body(), []) }
    let (json, bytes) = try await request.json(H.unreadableBody)
    return (try Op.Body(json: json), bytes)
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
