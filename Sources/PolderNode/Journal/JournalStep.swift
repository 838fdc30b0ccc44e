import PolderCore

/// What is written down about a run before, or for the last ones after, it is done.
enum JournalStep: Sendable, Hashable {
  /// It is taken up.
  case accepted
  /// Its algorithm is about to be started with this token.
  case starting(token: String)
  /// Its algorithm is about to be started a second and last time, as the first is proved dead.
  case startingAgain
  /// Its algorithm is under its supervisor.
  case started
  /// This is about to be reported; the note is the whole log where no algorithm had a say in it.
  case judged(status: RunStatus, note: String?, notice: ReleaseNotice?)
  /// The report has arrived.
  case delivered
  /// The server did not want the report.
  case refused(reason: String)

  var phase: JournalPhase {
    switch self {
    case .accepted: .accepted
    case .starting, .startingAgain: .starting
    case .started: .started
    case .judged: .judged
    case .delivered: .delivered
    case .refused: .refused
    }
  }
}
