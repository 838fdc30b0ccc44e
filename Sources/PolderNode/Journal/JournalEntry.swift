public import PolderCore

/// What the journal holds about a run.
public struct JournalEntry: Sendable {
  /// The run.
  public let key: RunKey
  /// How far it has come.
  public let phase: JournalPhase
  /// What the server said about it.
  public let assignment: RunAssignment
  /// How often its algorithm was started.
  public let starts: Int
  /// What the server is told, once that is decided.
  public let status: RunStatus?
  /// What left the node and under which lines, once that is decided.
  public let notice: ReleaseNotice?
  /// The algorithm's token.
  let token: String?
  /// The whole log of a report in which no algorithm had a say.
  let note: String?
}
