import PolderCore

extension RunDriver {
  /// Tells the audit log what happens to the run.
  func note(_ act: RunAct) { services.audit.note(event(act)) }

  /// Tells the audit log what became of a report.
  func noteEnd(_ step: JournalStep) {
    switch step {
    case .delivered: if let audited { note(.delivered(audited.report.status)) }
    case .refused(let reason): note(.undelivered(reason: reason))
    default: break
    }
  }

  /// Tells the audit log of a report as soon as it is made, so that it costs no time when it is sent. Where it is not known
  /// yet for which key the result will be encrypted, it is told only then.
  func noteReport(_ report: RunReport) {
    let protection = report.hasResult ? services.payloads.expectedProtection(of: assignment) : nil
    guard !report.hasResult || protection != nil else { return }
    // Where its file can not be read at the moment, that is told of too when it is sent.
    guard let leaving = try? leaving(report, protection) else { return }
    services.audit.note(event(.sending(leaving)))
  }

  /// Returns once the audit log tells durably of a report that is about to be sent; false when cancelled meanwhile.
  /// - Throws: `PolderError` when the file of a result can not be read at the moment
  func hasRecorded(_ report: RunReport, _ sealing: ResultSealing?) async throws -> Bool {
    await hasRecorded(.sending(try leaving(report, sealing?.protection)))
  }

  /// Returns once the audit log tells durably of what is about to leave; false when cancelled meanwhile.
  func hasRecorded(_ act: RunAct) async -> Bool {
    // Cancelled: nothing leaves any more.
    (try? await services.audit.record(event(act))) != nil
  }

  private func event(_ act: RunAct) -> NodeAuditEvent {
    .run(AuditedRun(assignment, server: services.configuration.apiAddress), act)
  }

  /// Hashing takes its time, and a report is sent again until the server has it.
  func leaving(_ report: RunReport, _ protection: ReportProtection?) throws -> ReportLeaving {
    var leaving: ReportLeaving
    if let audited, audited.report == report { leaving = audited.leaving } else { leaving = try ReportLeaving(report) }
    leaving.protection = protection
    audited = (report, leaving)
    return leaving
  }
}
