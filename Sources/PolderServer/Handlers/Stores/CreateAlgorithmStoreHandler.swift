import PolderCore
import PolderHTTP
import PolderSQL
import PolderTransport

/// Links an algorithm store, once the store has said that it trusts this server, or that it is open to all.
struct CreateAlgorithmStoreHandler: Handler {
  typealias Op = CreateAlgorithmStore
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func prepare(_ call: Call<Op>) async throws -> Result<Void, RequestRefusal> {
    let errand = StoreErrand(context: context)
    let url = WebAddress.trimmed(call.body.url)
    return try await errand.run(call) { call, sql in
      let principal = try call.requirePrincipal()
      let facts = try Self.facts(call.body, sql)
      try Authorizer.require(Op.access.requirement, of: principal, facts)
      let existing = try StoreRepository.find(url: url, sql)
      try Self.refuseTwice(existing, call.body)
      return (facts, !existing.isEmpty)
    } errand: { isKnown, user in
      let target = StoreTarget(url: url, isForced: call.body.force == true, isKnown: isKnown)
      // What may not be called is told before what else is missing, as the incumbent does.
      let route = try await context.stores.route(to: target)
      guard let server = context.stores.server(call.body.serverUrl) else { throw Self.serverMissing }
      let session = call.request.claims?.session
      let store = errand.caller(route, server: server, user: user, session: session, now: call.now)
      try await register(at: store, server: server, isForced: target.isForced)
    }
  }

  func gather(
    _ call: Call<Op>, _ prepared: Result<Void, RequestRefusal>, _ tx: Unit
  ) throws -> (facts: Facts, loaded: Void) {
    let facts = try Self.facts(call.body, tx.sql)
    try prepared.get()
    return (facts, ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let url = WebAddress.trimmed(call.body.url)
    let existing = try StoreRepository.find(url: url, tx.sql)
    try Self.refuseTwice(existing, call.body)
    let record = StoreRecord(
      id: AlgorithmStoreID(try IDAllocator.next(.algorithmStore, tx.sql)), name: call.body.name, url: url,
      collaboration: call.body.collaboration?.id)
    try StoreRepository.insert(record, tx.sql)
    // A store of all takes the place of those of single collaborations.
    if record.collaboration == nil { try StoreRepository.remove(existing, tx.sql) }
    return Outcome(record.wire(links))
  }

  private static func facts(_ body: Op.Body, _ sql: Transaction) throws -> Facts {
    guard let collaboration = body.collaboration?.id else { return Facts() }
    guard try CollaborationRepository.find(collaboration, sql) != nil else {
      throw RequestRefusal(404, "Collaboration not found")
    }
    return Facts(collaboration: collaboration)
  }

  private static func refuseTwice(_ existing: [StoreRecord], _ body: Op.Body) throws(RequestRefusal) {
    if existing.contains(where: { $0.collaboration == nil }) {
      throw RequestRefusal(400, "Algorithm store is already available for all collaborations")
    }
    guard let collaboration = body.collaboration?.id else { return }
    if existing.contains(where: { $0.collaboration == collaboration }) {
      throw RequestRefusal(400, "Algorithm store is already available for this collaboration")
    }
  }

  private func register(at store: StoreCaller, server: String, isForced: Bool) async throws {
    var body: JSONObject = ["url": .string(server)]
    if isForced { body["force"] = true }
    let answer = try await store.send(.post, "/vantage6-server", .object(body))
    switch answer.status {
    case 201, 208: return
    case 403:
      // Its algorithms may be open to servers that it does not know.
      let policies = try await store.send(.get, "/policy/public")
      guard policies.status == 200, policies.json?["algorithm_view"]?.string == "public" else {
        throw StoreCaller.refusal(answer)
      }
    default: throw StoreCaller.refusal(answer)
    }
  }

  private static let serverMissing = RequestRefusal(
    400,
    "The 'server_url' key is required in the server configuration, or as a parameter. Please add it or ask your server "
      + "administrator to specify it in the server configuration.")
}
