import PolderCore
import PolderHTTP
import PolderSQL

/// Makes a task and a run for each organization.
struct CreateTaskHandler: Handler {
  typealias Op = CreateTask
  static let mode = TransactionMode.write
  static var unreadableBody: RequestRefusal? { RequestRefusal(400, "Request body is incorrect") }

  let links: Links

  /// Where it is to run, and the task whose algorithm asks for it.
  struct Loaded {
    let target: TaskTarget
    let parent: TaskRecord?
  }

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    let principal = try call.requirePrincipal()
    let target = try TaskTarget(call.body, tx.sql)
    try NodeRestrictions.check(target.nodes, principal, tx.sql)
    var facts = Facts(collaboration: target.collaboration.id, image: call.body.image)
    guard let claims = principal.container else { return (facts, Loaded(target: target, parent: nil)) }
    let parent = try TaskRepository.find(claims.taskID, tx.sql)
    facts.parentImage = parent?.image
    facts.parentIsOpen = try RunRepository.hasOpenRun(of: claims.taskID, at: claims.organizationID, tx.sql)
    return (facts, Loaded(target: target, parent: parent))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let principal = try call.requirePrincipal()
    let body = call.body
    if loaded.parent == nil, let store = body.storeID { throw try refusal(ofStore: store, tx.sql) }
    let inputs = try TaskInputs.checked(body.organizations, isEncrypted: loaded.target.collaboration.isEncrypted)
    let task = TaskRecord(
      id: TaskID(try IDAllocator.next(.task, tx.sql)), name: body.name ?? "", description: body.description ?? "",
      image: loaded.parent?.image ?? body.image, collaboration: loaded.target.collaboration.id,
      study: loaded.target.study, job: try loaded.parent?.job ?? JobID(IDAllocator.next(.job, tx.sql)),
      parent: loaded.parent?.id, initiatingOrganization: principal.organization,
      initiatingUser: loaded.parent == nil ? principal.id : loaded.parent?.initiatingUser, createdAt: tx.now,
      store: loaded.parent?.store)
    try TaskRepository.insert(task, tx.sql)
    try TaskRepository.insert(databases: body.databases ?? [], of: task.id, tx.sql)
    try RunRepository.insert(inputs, of: task.id, now: tx.now, tx.sql)
    try tx.announce(
      room: .collaboration(loaded.target.collaboration.id), event: .newTask,
      payload: EventPayload.NewTask(id: task.id, parentID: task.parent))
    return Outcome(task.wire(links, try TaskRelations(of: [task.id], links, tx.sql)))
  }

  private func refusal(ofStore store: AlgorithmStoreID, _ sql: Transaction) throws -> RequestRefusal {
    guard try CollaborationRepository.collaboration(ofStore: store, sql) != nil else {
      return RequestRefusal(400, "Algorithm store id=\(store) not found!")
    }
    return RequestRefusal(
      400,
      "This server does not look images up in algorithm stores yet, so the image can not be taken from algorithm store "
        + "id=\(store). Leave out 'store_id' and give the full name of the image.", code: "store-unsupported")
  }
}
