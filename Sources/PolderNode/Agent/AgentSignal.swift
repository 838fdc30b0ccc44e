import PolderCore
import PolderRealtime

/// What the agent has to react to.
enum AgentSignal: Sendable {
  /// Something came over the connection to the server.
  case socket(SocketEvent)
  /// The open runs were listed, those of one task or all.
  case listed([FoundRun], task: TaskID?)
  /// No process of a run lives any more.
  case released(RunKey)
  /// Nothing follows for a run.
  case ended(RunKey, RunEnding)
}
