import PolderCore

/// What has to be done for a run.
enum RunAction: Sendable, Hashable {
  /// Write down; in the order of the actions.
  case record(JournalStep)
  /// Tell the server that the run is taken up.
  case claim(startedAt: Timestamp)
  /// Ask the server for the algorithm's token.
  case askToken
  /// Make folders and files, open the proxy.
  case prepare(token: String)
  /// The same once more, from the input that was kept.
  case prepareAgain(token: String)
  /// Open the proxy anew and find out what became of the algorithm.
  case adopt(token: String?)
  /// Start the algorithm.
  case start
  /// Tell the server that the algorithm runs.
  case announce
  /// Wait for the algorithm's end.
  case wait
  /// End the algorithm.
  case kill
  /// No process of the run lives any more: its place is free.
  case release
  /// Decide what the server is told and what leaves.
  case judge(RuntimeExit)
  /// Tell the server.
  case deliver(RunReport)
  /// Tell who listens where the run stands.
  case tell(RunStatus)
  /// Remove what is left of the run.
  case cleanUp
  /// Come back to a step after a time.
  case later(RunStep, Duration)
  /// Nothing follows.
  case finish(RunEnding)

  /// What is under way from here on, for those that answer.
  var step: RunStep? {
    switch self {
    case .record(let step): .record(step.phase)
    case .claim: .claim
    case .askToken: .token
    case .prepare, .prepareAgain: .prepare
    case .adopt: .adopt
    case .start: .start
    case .announce: .announce
    case .wait: .wait
    case .kill: .kill
    case .judge: .judge
    case .deliver: .deliver
    case .release, .tell, .cleanUp, .later, .finish: nil
    }
  }
}
