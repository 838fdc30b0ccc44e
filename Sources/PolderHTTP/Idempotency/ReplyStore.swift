public import PolderCore
public import PolderSQL

/// Keeps replies to requests that may be sent again; used in the transaction that does the request.
public protocol ReplyStore: Sendable {
  /// The reply to this very request, if it was done; refuses a key that named another request.
  func reply(to request: IdempotentRequest, _ sql: Transaction) throws -> StoredReply?
  /// Keeps a reply.
  func keep(_ reply: StoredReply, to request: IdempotentRequest, at moment: Timestamp, _ sql: Transaction) throws
}
