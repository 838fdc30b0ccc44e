import PolderCore

/// What is known of a request for the audit log once its handler has answered.
struct AuditNote: Sendable {
  /// The organization of the caller.
  var organization: Int64?
  /// Why it was allowed.
  var reason = ""
  /// Who acts, where the handler found out.
  var principal: String?
  /// What the handler adds.
  var details: [String: String] = [:]
  /// Whether it still has to be written.
  var isPending = false
  /// Whether it was written in the transaction of the request.
  var isWritten = false
}

extension AuditNote {
  /// Takes what the authorizer and the handler say.
  mutating func take(_ grant: Grant?, _ unit: Unit) {
    if let grant { reason = grant.reason }
    principal = unit.actor?.principal
    organization = unit.actor?.organization ?? organization
    details.merge(unit.notes) { $1 }
  }
}
