import PolderCore

/// What counts for the order of runs: whose they are, and which of them belong together.
struct RunPlace: Sendable, Hashable {
  let task: TaskID
  let level: Int
  let collaboration: CollaborationID
  let user: UserID?
  let job: JobID?

  init(_ assignment: RunAssignment, level: Int) {
    task = assignment.task
    self.level = level
    collaboration = assignment.collaboration
    user = assignment.user
    job = assignment.job
  }
}
