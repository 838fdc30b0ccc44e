import PolderCore

extension RequestInfo {
  /// What the audit log is told of a request.
  func auditRecord(
    of operation: any Operation.Type, _ parts: [String], _ note: AuditNote, at moment: Timestamp,
    outcome: AuditOutcome = .done
  ) -> AuditRecord {
    AuditRecord(
      time: moment, principal: note.principal ?? claims?.callerName, organization: note.organization,
      address: remoteAddress, request: id, operation: operation.name,
      object: AuditObject.text(operation.route, parts, query: query), outcome: outcome, reason: note.reason,
      details: note.details)
  }
}
