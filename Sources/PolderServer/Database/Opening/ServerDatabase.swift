package import PolderCore
package import PolderPassword
package import PolderSQL

/// Makes a database ready for this server: schema, rules, roles, the first user.
package enum ServerDatabase {
  /// What was done to make a database ready.
  package struct Preparation: Sendable {
    /// Whether it had none of the incumbent's tables before.
    package let wasEmpty: Bool
    /// The numbers of the migrations that ran.
    package let migrations: [Int]
    /// Whether the user `root` was made.
    package let madeRoot: Bool
    /// The password of `root` when it was generated: to be told once, and kept nowhere.
    package let generatedPassword: String?
  }

  /// Prepares a fresh database, one of this program, or one of the incumbent; all in one transaction.
  ///
  /// The password is hashed before the transaction, and only when there is no user `root`.
  package static func prepare(
    _ database: any Database, rootPassword: RootPassword, passwords: Passwords, now: Timestamp
  ) async throws -> Preparation {
    let hasRoot = try await database.read { transaction in
      try ServerSchema.exists(transaction) && RootUserSeeding.exists(transaction)
    }
    let password = hasRoot ? nil : try await rootPassword.resolve(passwords)
    return try await database.write { transaction in
      let migrations = try ServerSchema.migrator.migrate(transaction)
      let wasEmpty = try !ServerSchema.exists(transaction)
      try ServerSchema.complete(transaction)
      let rules = try RuleSeeding.synchronize(transaction)
      try RoleSeeding.synchronize(rules: rules, transaction)
      var madeRoot = false
      if let password {
        madeRoot = try RootUserSeeding.create(passwordHash: password.hash, now: now, transaction)
      }
      return Preparation(
        wasEmpty: wasEmpty, migrations: migrations, madeRoot: madeRoot,
        generatedPassword: madeRoot ? password?.generated : nil)
    }
  }
}
