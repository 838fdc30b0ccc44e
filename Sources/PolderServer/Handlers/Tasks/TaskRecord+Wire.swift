import PolderCore

extension TaskRecord {
  func wire(_ links: Links, _ relations: TaskRelations) -> Wire.Task {
    let state = relations.states[id] ?? .none
    let runs: Wire.Related<Wire.Run> =
      relations.runs.map { .items($0[id] ?? []) } ?? .link(links.list("run", "task_id", id))
    let results: Wire.Related<Wire.Result> =
      relations.results.map { .items($0[id] ?? []) } ?? .link(links.list("result", "task_id", id))
    return Wire.Task(
      status: state.status, finishedAt: state.finishedAt, collaboration: collaboration.map(links.collaboration),
      runs: runs, results: results, parent: parent.map(links.task), children: links.list("task", "parent_id", id),
      initOrg: initiatingOrganization.map(links.organization), initUser: initiatingUser.map(links.user),
      databases: relations.databases[id] ?? [], study: study.map(links.study), algorithmStore: store.map(links.store),
      id: id, name: name, description: description, image: image, jobID: job, createdAt: createdAt)
  }

  /// The task as it stands in one of its runs.
  func ofRun(_ links: Links, _ relations: TaskRelations) -> Wire.RunTask {
    let state = relations.states[id] ?? .none
    return Wire.RunTask(
      status: state.status, finishedAt: state.finishedAt, collaboration: collaboration.map(links.collaboration),
      results: links.list("result", "task_id", id), parent: parent.map(links.task),
      children: links.list("task", "parent_id", id), initOrg: initiatingOrganization.map(links.organization),
      initUser: initiatingUser.map(links.user), databases: relations.databases[id] ?? [], study: study.map(links.study),
      algorithmStore: store.map(links.store), id: id, name: name, description: description, image: image, jobID: job,
      createdAt: createdAt)
  }
}
