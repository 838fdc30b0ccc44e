import PolderCore
import PolderService

/// What the server is told at the end of a run.
struct RunReport: Sendable, Hashable {
  /// Where the run stands.
  var status: RunStatus
  /// What the algorithm printed, as far as it may leave, and what the node has to say.
  var log: String
  /// The bytes that leave; nil for none, or where they are too many to be held.
  var result: [UInt8]?
  /// The file whose bytes leave, where they are too many to be held.
  var file: ResultFile?
  /// What left and why, when something did.
  var notice: ReleaseNotice?
  /// When the run ended.
  var finishedAt: Timestamp
  /// Whether no algorithm had a say in it, so that it is all in the journal.
  var isOfNodeAlone: Bool

  init(
    _ status: RunStatus, log: String, result: [UInt8]? = nil, file: ResultFile? = nil, notice: ReleaseNotice? = nil,
    finishedAt: Timestamp, isOfNodeAlone: Bool = true
  ) {
    self.isOfNodeAlone = isOfNodeAlone
    self.status = status
    self.log = log
    self.result = result
    self.file = file
    self.notice = notice
    self.finishedAt = finishedAt
  }

  /// A run that ended without its algorithm having a say.
  static func failure(_ status: RunStatus, _ reason: String, at moment: Timestamp) -> RunReport {
    RunReport(status, log: RunLog.note(reason), finishedAt: moment)
  }

  /// The SHA-256 of the result in hexadecimal digits; nil for none, and when its file can not be read any more.
  /// - Throws: `PolderError` when its file can not be read at the moment
  func digest() throws -> String? { try result.map { AuditHash.text(of: $0) } ?? file?.hash() }

  /// Whether anything of the run leaves.
  var hasResult: Bool { result != nil || file != nil }
}
