/// What a store said of an image, and why, for the log of the node.
struct StoreReply: Sendable, Hashable {
  let answer: PolicyQuestion.StoreAnswer
  let reason: String?

  init(_ answer: PolicyQuestion.StoreAnswer, _ reason: String? = nil) {
    self.answer = answer
    self.reason = reason
  }
}
