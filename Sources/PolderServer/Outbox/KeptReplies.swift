package import PolderCore
package import PolderHTTP
package import PolderSQL
import PolderService

/// Replies that are kept in the database for requests that are sent again.
package struct KeptReplies: ReplyStore {
  private let secret: TokenSecret

  /// A store that knows bodies again by a hash with a secret: a body may hold a password, which a plain hash would let
  /// whoever reads the database guess fast.
  package init(secret: TokenSecret) { self.secret = secret }

  /// The reply to this very request, if it was done.
  package func reply(to request: IdempotentRequest, _ sql: Transaction) throws -> StoredReply? {
    let row = try sql.first(
      """
      SELECT request, body_hash, reply FROM polder_idempotency \
      WHERE principal = \(request.caller) AND idempotency_key = \(request.key)
      """)
    guard let row else { return nil }
    guard try row.text(0) == request.route, try row.text(1) == hash(request.body) else {
      throw RequestRefusal(
        422, "The Idempotency-Key was used for another request already.", code: "idempotency-key-reused")
    }
    return try JSONValueDecoder.decode(StoredReply.self, from: try JSONValue(parsing: try row.text(2)))
  }

  /// Keeps a reply.
  package func keep(
    _ reply: StoredReply, to request: IdempotentRequest, at moment: Timestamp, _ sql: Transaction
  ) throws {
    let text = String(decoding: try JSONValueEncoder.bytes(of: reply), as: UTF8.self)
    try sql.execute(
      """
      INSERT INTO polder_idempotency (principal, idempotency_key, request, body_hash, status, reply, created_at) \
      VALUES (\(request.caller), \(request.key), \(request.route), \(hash(request.body)), \(reply.status), \
      \(text), \(moment))
      """)
  }

  /// Removes replies older than a moment.
  static func remove(before moment: Timestamp, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM polder_idempotency WHERE created_at < \(moment)")
  }

  private func hash(_ body: [UInt8]) -> String { secret.keyedHash(body, purpose: "kept reply") }
}
