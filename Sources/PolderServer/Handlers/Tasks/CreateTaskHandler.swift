import PolderCore
import PolderHTTP
import PolderSQL

/// Makes a task and a run for each organization. An algorithm store that is named is asked for the digest first.
struct CreateTaskHandler: Handler {
  typealias Op = CreateTask
  static let mode = TransactionMode.write
  static var unreadableBody: RequestRefusal? { RequestRefusal(400, "Request body is incorrect") }

  let context: ServerContext
  let links: Links

  /// Where it is to run, and the task whose algorithm asks for it.
  struct Loaded {
    let target: TaskTarget
    let parent: TaskRecord?
    let image: StoreImage?
  }

  func prepare(_ call: Call<Op>) async throws -> Result<StoreImage, RequestRefusal>? {
    // An algorithm's task is of its parent's store, whatever it says.
    guard let id = call.body.storeID, case .user = call.request.claims?.subject else { return nil }
    let errand = StoreErrand(context: context)
    return try await errand.run(call) { call, sql in
      let (facts, loaded) = try Self.admit(call, sql)
      try Authorizer.require(Op.access.requirement, of: try call.requirePrincipal(), facts)
      return (facts, try StoreImage.store(id, for: loaded.target.collaboration.id, sql))
    } errand: { record, user in
      guard let server = context.stores.server(call.body.serverUrl) else { throw StoreImage.serverMissing }
      let url = record.url ?? ""
      let route = try await context.stores.route(to: StoreTarget(url: url, isKnown: true))
      let session = call.request.claims?.session
      let store = errand.caller(route, server: server, user: user, session: session, now: call.now)
      return try await StoreImage.ask(store, url: url, image: call.body.image)
    }
  }

  func gather(
    _ call: Call<Op>, _ prepared: Result<StoreImage, RequestRefusal>?, _ tx: Unit
  ) throws -> (facts: Facts, loaded: Loaded) {
    let (facts, loaded) = try Self.admit(call, tx.sql)
    return (facts, Loaded(target: loaded.target, parent: loaded.parent, image: try prepared?.get()))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    var store = loaded.parent?.store
    if let id = call.body.storeID, let image = loaded.image {
      let record = try StoreImage.store(id, for: loaded.target.collaboration.id, tx.sql)
      guard record.url == image.url else {
        throw RequestRefusal(409, "The algorithm store was changed meanwhile. Try again.", code: "store-changed")
      }
      store = image.hasDigest ? id : nil
    }
    let task = NewTask(
      body: call.body, target: loaded.target,
      image: loaded.parent?.image ?? loaded.image?.image ?? call.body.image, store: store, parent: loaded.parent)
    return Outcome(try task.make(by: try call.requirePrincipal(), context, links, tx))
  }

  private static func admit(
    _ call: Call<Op>, _ sql: Transaction
  ) throws -> (Facts, (target: TaskTarget, parent: TaskRecord?)) {
    let principal = try call.requirePrincipal()
    let target = try TaskTarget(call.body, sql)
    try NodeRestrictions.check(target.nodes, principal, sql)
    var facts = Facts(collaboration: target.collaboration.id, image: call.body.image)
    guard let claims = principal.container else { return (facts, (target, nil)) }
    let parent = try TaskRepository.find(claims.taskID, sql)
    facts.parentImage = parent?.image
    facts.parentIsOpen = try RunRepository.hasOpenRun(of: claims.taskID, at: claims.organizationID, sql)
    return (facts, (target, parent))
  }
}
