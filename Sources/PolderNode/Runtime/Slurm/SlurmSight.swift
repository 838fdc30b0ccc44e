/// What the controller tells about the job of a run.
enum SlurmSight: Sendable, Hashable {
  /// It waits or runs.
  case alive(SlurmJob)
  /// It is over.
  case over(SlurmJob)
  /// The controller knows of none, any more or at all.
  case unknown
  /// The controller can not be asked now.
  case unreachable(SlurmTrouble)
}
