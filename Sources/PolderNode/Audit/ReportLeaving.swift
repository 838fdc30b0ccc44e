import PolderCore

/// What leaves the node with the report of a run.
struct ReportLeaving: Sendable, Hashable {
  let status: RunStatus
  /// The bytes of the result as its algorithm made them, before they are encrypted; nil for none.
  let bytes: Int?
  /// The SHA-256 of those bytes.
  let hash: String?
  /// How many values the result was declared to hold; nil when it was not looked into.
  let fields: Int?
  /// The lines of the steward's configuration that let it out.
  let lines: [String]
  /// The length of the log that leaves with it.
  let logBytes: Int
  /// How the result is encrypted; nil without a result.
  var protection: ReportProtection?

  /// - Throws: `PolderError` when the file of a result can not be read at the moment
  init(_ report: RunReport, protection: ReportProtection? = nil) throws {
    self.protection = protection
    status = report.status
    bytes = report.result?.count ?? report.file?.count
    hash = try report.digest()
    fields = report.notice?.fields
    lines = report.notice?.lines ?? []
    logBytes = report.log.utf8.count
  }

  /// What the entry says beyond the run.
  var details: [String: String] {
    var details = ["status": status.rawValue, "bytes": "\(bytes ?? 0)", "log_bytes": "\(logBytes)"]
    details["sha256"] = hash
    if bytes != nil { details["fields"] = fields.map { "\($0)" } ?? "unknown" }
    return details.merging(protection?.details ?? [:]) { own, _ in own }
  }
}
