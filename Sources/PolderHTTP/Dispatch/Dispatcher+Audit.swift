import PolderCore

extension Dispatcher {
  /// Tells the audit log of a refusal or a failure. What was asked for stands there only when it is known who asked, so
  /// that nobody can fill the log with inventions.
  func audit(
    _ error: any Error, of operation: any Operation.Type, _ parts: [String], _ address: String?, _ entry: RequestEntry
  ) async {
    guard let trail = environment.audit, let (outcome, note) = Self.outcome(of: error) else { return }
    let principal = note?.principal ?? entry.caller
    let object = principal == nil ? operation.route.template : AuditObject.text(operation.route, parts, query: [])
    await trail.take(
      AuditRecord(
        time: environment.now(), principal: principal, organization: note?.organization, address: address,
        request: entry.id, operation: operation.name, object: object, outcome: outcome,
        details: note?.details ?? [:]))
  }

  private static func outcome(of error: any Error) -> (AuditOutcome, AuditNote?)? {
    switch error {
    case let call as RefusedCall where call.note.isWritten: nil
    case let call as RefusedCall: (.refused(call.refusal.status, call.refusal.code.rawValue), call.note)
    case let refusal as RequestRefusal: (.refused(refusal.status, refusal.code.rawValue), nil)
    case let refused as AttemptLimit.Refusal:
      (.refused(refused.refusal.status, refused.refusal.code.rawValue), nil)
    // What was never understood as a request did nothing and read nothing.
    case is Answer.Plain, is UnknownPath, is CancellationError: nil
    default: (.failed, nil)
    }
  }
}
