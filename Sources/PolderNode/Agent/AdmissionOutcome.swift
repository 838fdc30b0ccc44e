import PolderCore

/// What became of the question whether a run is taken up.
enum AdmissionOutcome: Sendable {
  /// It may wait for a place.
  case admitted(RunQueue.Item)
  /// It is not executed, for a reason that its researcher may know.
  case declined(RunAssignment, RunStatus, reason: String)
}
