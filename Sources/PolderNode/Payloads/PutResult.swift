/// What the server gets as the result of a run.
struct PutResult: Sendable, Hashable {
  /// The sealed result, or the id of its blob.
  let text: String
  /// Whether it is a blob that was brought for an earlier report, which the server may not know any more.
  let isOfBefore: Bool
}
