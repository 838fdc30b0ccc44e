/// What became of a run that an earlier process of the node may have started.
public enum AdoptedState: Sendable, Hashable {
  /// It runs, under its supervisor.
  case running
  /// It ended, and its supervisor wrote down how.
  case finished(RuntimeExit)
  /// No process of it ever began, and none will.
  case neverStarted
  /// Its processes are proved dead, but how they ended is not known.
  case dead(reason: String)
  /// Nobody knows; a process of it may be alive.
  case lost(reason: String)
}
