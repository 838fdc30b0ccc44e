import PolderCore

/// What happens to a run.
enum RunEvent: Sendable {
  /// It is taken up.
  case taken
  /// It is not taken up, for a reason.
  case declined(RunStatus, reason: String)
  /// An earlier process of the node left it behind.
  case resumed(JournalEntry)
  /// A step is done.
  case done(RunStep)
  /// The algorithm's token.
  case gotToken(String)
  /// What became of the algorithm.
  case adopted(AdoptedState)
  /// The algorithm's processes have ended.
  case exited(RuntimeExit)
  /// What the server is to be told.
  case judged(RunReport)
  /// The server did not take it.
  case failed(RunStep, ServerTrouble)
  /// A step can not be done, now or ever.
  case broken(RunStep, RunStatus, reason: String)
  /// Somebody wants it ended.
  case kill
  /// The server means another run by its number: this one is ended, and nobody is told.
  case replaced
  /// The time to come back to a step.
  case timer(RunStep)
  /// The server can be reached again.
  case serverBack
}
