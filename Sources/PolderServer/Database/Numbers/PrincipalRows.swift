package import PolderCore
import PolderService
package import PolderSQL

/// The rows that users and nodes share: one of `authenticatable`, and one of ours with the moments that tokens are
/// judged by.
package enum PrincipalRows {
  /// The kinds of principals with rows of their own.
  package enum Kind: String, Sendable {
    /// A person.
    case user
    /// A node.
    case node
  }

  /// Makes the rows of a new principal and returns its id; the caller adds the row of `user` or `node`.
  package static func create(_ kind: Kind, now: Timestamp, _ transaction: Transaction) throws -> Int64 {
    let id = try IDAllocator.next(.authenticatable, transaction)
    try transaction.execute("INSERT INTO authenticatable (id, type) VALUES \(values: [id, kind.rawValue])")
    let milliseconds = now.microseconds / 1_000
    try transaction.execute(
      """
      INSERT INTO polder_principal (authenticatable_id, created_at, tokens_valid_from) \
      VALUES \(values: [id, milliseconds, milliseconds]) \
      ON CONFLICT (authenticatable_id) DO UPDATE \
      SET created_at = excluded.created_at, tokens_valid_from = excluded.tokens_valid_from, spared_session = NULL
      """)
    return id
  }
}
