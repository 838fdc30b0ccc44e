package import PolderCore
import PolderService
package import PolderSQL

/// The user `root`, of the organization `root`, with the role `Root`: made whenever there is no user of that name.
package enum RootUserSeeding {
  /// Whether there is such a user.
  package static func exists(_ transaction: Transaction) throws -> Bool {
    try transaction.first("SELECT id FROM \"user\" WHERE username = \(DefaultNames.user)") != nil
  }

  /// Makes the user, given the hash of its password; false when there is one already.
  package static func create(passwordHash: String, now: Timestamp, _ transaction: Transaction) throws -> Bool {
    guard try !exists(transaction) else { return false }
    let organization = try organization(transaction)
    let id = try PrincipalRows.create(.user, now: now, transaction)
    let email = try freeEmail(transaction)
    try transaction.execute(
      """
      INSERT INTO "user" (id, username, password, email, organization_id, failed_login_attempts) \
      VALUES \(values: [id, DefaultNames.user, passwordHash, email, organization, 0])
      """)
    let role = try transaction.first(
      """
      SELECT id FROM role WHERE name = \(DefaultRole.root.name) AND organization_id IS NULL ORDER BY id LIMIT 1
      """)
    if let role {
      try transaction.execute("INSERT INTO \"Permission\" (role_id, user_id) VALUES \(values: [try role.int64(0), id])")
    }
    return true
  }

  private enum DefaultNames {
    static let user = "root"
    static let organization = "root"
    static let email = "root@domain.ext"
  }

  private static func organization(_ transaction: Transaction) throws -> Int64 {
    let name = DefaultNames.organization
    if let row = try transaction.first("SELECT id FROM organization WHERE name = \(name)") { return try row.int64(0) }
    let id = try IDAllocator.next(.organization, transaction)
    try transaction.execute("INSERT INTO organization (id, name) VALUES \(values: [id, name])")
    return id
  }

  /// Addresses are unique; when another user has this one, root has none.
  private static func freeEmail(_ transaction: Transaction) throws -> String? {
    let taken = try transaction.first("SELECT id FROM \"user\" WHERE email = \(DefaultNames.email)") != nil
    return taken ? nil : DefaultNames.email
  }
}
