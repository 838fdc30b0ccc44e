import PolderCore

/// How it went with a run at this node.
enum RunEnding: Sendable, Hashable {
  /// The server was told.
  case reported(RunStatus)
  /// The server did not want to be told.
  case refused(String)
  /// The journal says that it is somewhere else already.
  case superseded(String)
}
