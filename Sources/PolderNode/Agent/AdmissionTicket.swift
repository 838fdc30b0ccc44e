/// An admission that is under way.
struct AdmissionTicket: Sendable {
  /// Tells it apart from an earlier one of the same run.
  let number: Int
  let assignment: RunAssignment
  /// Ends it.
  let cancellation: AsyncStream<Never>.Continuation
}
