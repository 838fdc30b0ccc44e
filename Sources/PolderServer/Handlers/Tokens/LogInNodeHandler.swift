import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Logs a node in by its key.
struct LogInNodeHandler: Handler {
  typealias Op = LogInNode
  static let mode = TransactionMode.write

  /// The node whose key it is, and the bcrypt text that proved it.
  struct Proof: Sendable {
    let node: NodeID
    let text: String?
  }

  let context: ServerContext
  private let failures = FailureWindow()

  private static let unknown = RequestRefusal(401, "Api key is not recognized!", code: .loginFailed)
  private static let busy = RequestRefusal(
    503, "Too many keys are being tried; try again in a minute.", code: "busy")

  init(context: ServerContext) { self.context = context }

  func prepare(_ call: Call<LogInNode>) async throws -> Proof {
    let key = call.body.apiKey
    let (known, candidates) = try await context.database.read { [keys = context.nodeKeys] sql in
      let known = try keys.find(key, sql)
      return (known, known == nil ? try keys.unproved(sql) : [])
    }
    if let known { return Proof(node: known, text: nil) }
    guard !candidates.isEmpty else { throw Self.unknown }
    let address = call.request.remoteAddress ?? "-"
    guard failures.allows(address, now: call.now) else { throw Self.busy }
    for candidate in candidates where try await matches(key, candidate.text) {
      return Proof(node: candidate.id, text: candidate.text)
    }
    failures.count(address, now: call.now)
    throw Self.unknown
  }

  func gather(_ call: Call<LogInNode>, _ proof: Proof, _ tx: Unit) throws -> (facts: Facts, loaded: NodeID) {
    if let text = proof.text {
      try context.nodeKeys.remember(call.body.apiKey, of: proof.node, text: text, tx.sql)
    }
    guard try context.nodeKeys.find(call.body.apiKey, tx.sql) == proof.node else { throw Self.unknown }
    return (Facts(), proof.node)
  }

  func perform(
    _ call: Call<LogInNode>, _ node: NodeID, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Wire.NodeTokens> {
    tx.identify("node:\(node)")
    let replies = TokenReplies(context: context)
    let session = try replies.newSession(of: node, tx)
    let tokens = replies.node(node, session: session, generation: 1, tx)
    return Outcome(tokens, headers: TokenReplies.header(tokens.accessToken))
  }

  private func matches(_ key: String, _ text: String) async throws -> Bool {
    do {
      return try await context.passwords.verify(key, against: text)
    } catch PasswordError.busy {
      throw Self.busy
    } catch PasswordError.costOutOfRange {
      // A hash that nobody can afford to check belongs to no key.
      return false
    }
  }
}
