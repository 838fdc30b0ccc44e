/// A reply as the dispatcher sends it.
struct BoundReply: Sendable {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: [UInt8]
  /// What the audit log wants to know.
  var note = AuditNote()
  /// What is sent in place of `body`, as it comes.
  var stream: ReplyStream?
}
