import PolderCore
import PolderHTTP
import PolderSQL
import PolderTransport

/// Removes every record of an algorithm store, once the store has forgotten this server and this one alone
/// (deviation 15).
struct DeleteAlgorithmStoreHandler: Handler {
  typealias Op = DeleteAlgorithmStore
  static let mode = TransactionMode.write

  let context: ServerContext

  func prepare(_ call: Call<Op>) async throws -> Result<String?, RequestRefusal> {
    let errand = StoreErrand(context: context)
    return try await errand.run(call) { call, sql in
      let record = try Self.record(call, sql)
      try Authorizer.require(Op.access.requirement, of: try call.requirePrincipal(), record.facts)
      _ = try Self.all(of: record, call, sql)
      return (record.facts, record.url)
    } errand: { url, user in
      guard let server = context.stores.server(call.query.serverUrl) else {
        throw RequestRefusal(400, "The 'server_url' query parameter is required")
      }
      guard let url else { return nil }
      let route = try await context.stores.route(to: StoreTarget(url: url, isKnown: true))
      let session = call.request.claims?.session
      let store = errand.caller(route, server: server, user: user, session: session, now: call.now)
      try await leave(store, server: server)
      return url
    }
  }

  func gather(
    _ call: Call<Op>, _ prepared: Result<String?, RequestRefusal>, _ tx: Unit
  ) throws -> (facts: Facts, loaded: StoreRecord) {
    let record = try Self.record(call, tx.sql)
    guard try prepared.get() == record.url else {
      throw RequestRefusal(409, "The algorithm store was changed meanwhile. Try again.", code: "store-changed")
    }
    return (record.facts, record)
  }

  func perform(_ call: Call<Op>, _ loaded: StoreRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    try StoreRepository.remove(try Self.all(of: loaded, call, tx.sql), tx.sql)
    return Outcome(Wire.Message("Algorithm store id=\(loaded.id) successfully deleted"))
  }

  private static func record(_ call: Call<Op>, _ sql: Transaction) throws -> StoreRecord {
    guard let record = try StoreRepository.find(call.path, sql) else {
      throw RequestRefusal(404, "Algorithm store id=\(call.path) is not found")
    }
    return record
  }

  /// The records that go with this one; those of other collaborations take a global permission.
  private static func all(of record: StoreRecord, _ call: Call<Op>, _ sql: Transaction) throws -> [StoreRecord] {
    guard let url = record.url else { return [record] }
    let all = try StoreRepository.find(url: url, sql)
    if all.count > 1 {
      try Authorizer.require(
        .atLeast(.global, .collaboration, .edit), of: try call.requirePrincipal(), record.facts,
        refusal: "This algorithm store is used by other collaborations. You lack the permission to delete it!")
    }
    return all
  }

  /// Has the store forget this server; a store that does not know it has nothing to forget.
  private func leave(_ store: StoreCaller, server: String) async throws {
    let answer = try await store.send(.get, "/vantage6-server")
    if answer.status == 403 { return }
    guard answer.status == 200, let servers = answer.json?.array else {
      throw StoreCaller.refusal(answer)
    }
    let own = WebAddress.comparable(server)
    for entry in servers.prefix(1_000) {
      guard let id = entry["id"]?.integer, entry["url"]?.string.map(WebAddress.comparable) == own else { continue }
      let answer = try await store.send(.delete, "/vantage6-server/\(id)")
      guard answer.status == 200 else { throw StoreCaller.refusal(answer) }
    }
  }
}
