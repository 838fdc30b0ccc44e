import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Gives a node a new key, which is shown this once; the old key and all tokens of the node are void (deviation 23).
struct ResetNodeKeyHandler: Handler {
  typealias Op = ResetNodeKey
  static let mode = TransactionMode.write
  /// The reply holds the key.
  static var keepsReply: Bool { false }

  /// A key and its bcrypt hash.
  struct Prepared: Sendable {
    let key: String
    let hash: String
  }

  let context: ServerContext

  func prepare(_ call: Call<Op>) async throws -> Prepared {
    let key = RandomUUID.make()
    return Prepared(key: key, hash: try await context.passwords.hashForRequest(key, cost: Passwords.keyCost))
  }

  func gather(
    _ call: Call<Op>, _ prepared: Prepared, _ tx: Unit
  ) throws -> (facts: Facts, loaded: Prepared) {
    guard let node = try NodeRepository.find(call.body.id, tx.sql) else {
      throw RequestRefusal(404, "Node id=\(call.body.id) is not found!")
    }
    return (Facts(organization: node.organization, collaboration: node.collaboration, subject: node.id), prepared)
  }

  func perform(_ call: Call<Op>, _ made: Prepared, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let id = call.body.id
    try tx.sql.execute("UPDATE node SET api_key = \(made.hash) WHERE id = \(id)")
    try context.nodeKeys.remember(made.key, of: id, text: made.hash, tx.sql)
    try Credentials.revoke(id, now: tx.now, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.NodeKey(apiKey: made.key))
  }
}
