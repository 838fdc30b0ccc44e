import PolderCore
import PolderHTTP
import PolderSQL

/// A task that is about to be made, with all that was checked.
struct NewTask {
  let body: CreateTask.Body
  let target: TaskTarget
  let image: String
  let store: AlgorithmStoreID?
  /// The task whose algorithm asks for it; nil when a user does.
  let parent: TaskRecord?

  /// Writes the task and a run for each organization, and announces it.
  func make(by principal: Principal, _ context: ServerContext, _ links: Links, _ tx: Unit) throws -> Wire.Task {
    let data = context.largeData
    let inputs = try data.inputs(
      body.organizations, isEncrypted: target.collaboration.isEncrypted, by: principal, tx.sql)
    let task = TaskRecord(
      id: TaskID(try IDAllocator.next(.task, tx.sql)), name: body.name ?? "", description: body.description ?? "",
      image: image, collaboration: target.collaboration.id, study: target.study,
      job: try parent?.job ?? JobID(IDAllocator.next(.job, tx.sql)), parent: parent?.id,
      initiatingOrganization: principal.organization,
      initiatingUser: parent == nil ? principal.id : parent?.initiatingUser, createdAt: tx.now, store: store)
    try TaskRepository.insert(task, tx.sql)
    try TaskRepository.insert(databases: body.databases ?? [], of: task.id, tx.sql)
    try RunRepository.insert(inputs, of: task.id, areBlobs: data.areBlobs, now: tx.now, tx.sql)
    if data.areBlobs { try BlobInputs.take(inputs.map(\.input), for: task.id, tx.sql) }
    try tx.announce(
      room: .collaboration(target.collaboration.id), event: .newTask,
      payload: EventPayload.NewTask(id: task.id, parentID: task.parent))
    return task.wire(links, try TaskRelations(of: [task.id], links, tx.sql))
  }
}
