import PolderCore

/// What happens to a run, as far as the audit log tells of it.
enum RunAct: Sendable, Hashable {
  /// Policies let it run, or not; the rule says by which line.
  case decided(isAllowed: Bool, rule: String, method: String?)
  /// It waits for the data steward; the rule says by which line.
  case held(rule: String, method: String?)
  /// The data steward let it run, or not.
  case reviewed(isApproved: Bool, steward: String, reason: String)
  /// Its algorithm is under its supervisor.
  case started
  /// It is reached in the VPN between nodes, at these numbers and ports.
  case reachable([RunPort])
  /// What an earlier process of the node left of it was found.
  case adopted(String)
  /// Its algorithm is ended because the server passed on that somebody wants that.
  case killed
  /// Its processes have ended.
  case ended(RunStatus, cause: RuntimeExit.Cause, code: Int32?, signal: Int32?)
  /// What its algorithm prints is about to be sent while it runs.
  case sendingLog
  /// Its algorithm is about to send the input of a subtask to others.
  case sendingSubtask(SubtaskLeaving)
  /// Its algorithm is about to upload an input for the organization with this public key, of which the SHA-256 is told.
  case sendingBlob(key: String)
  /// That was uploaded: so many bytes, before they were encrypted.
  case sentBlob(String, bytes: Int, hash: String)
  /// Its report is about to be sent.
  case sending(ReportLeaving)
  /// The server has its report.
  case delivered(RunStatus)
  /// The server did not want its report, or means another run by its number.
  case undelivered(reason: String)
}
