import PolderCore

/// A refusal in the transaction of a request, with what the audit log wants to know of the caller.
struct RefusedCall: Error {
  let refusal: RequestRefusal
  let note: AuditNote
}
