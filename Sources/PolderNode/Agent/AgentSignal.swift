import PolderCore
import PolderRealtime

/// What the agent has to react to.
enum AgentSignal: Sendable {
  /// Something came over the connection to the server.
  case socket(SocketEvent)
  /// The open runs were listed, those of one task or all, under the connection of that number.
  case listed([FoundRun], task: TaskID?, under: Int)
  /// It is found out whether a run is taken up; the number is that of the admission.
  case decided(RunKey, Int, AdmissionOutcome)
  /// The server says that a run has ended.
  case over(RunID)
  /// The server could not be told of a run that it has open though it was reported.
  case unsettled(RunKey)
  /// No process of a run lives any more.
  case released(RunKey)
  /// Nothing follows for a run.
  case ended(RunKey, RunEnding)
}
