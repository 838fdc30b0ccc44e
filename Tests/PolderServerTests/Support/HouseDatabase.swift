import PolderSQL

/// What tests write into a database and read from it beside the server.
struct HouseDatabase: Sendable {
  let database: any Database

  func run(_ statements: SQL...) async throws {
    try await database.write { transaction in
      for statement in statements { try transaction.execute(statement) }
    }
  }

  func values(_ query: SQL) async throws -> [[SQLValue]] {
    try await database.read { try $0.rows(query).map(\.values) }
  }

  func numbers(_ query: SQL) async throws -> [Int] {
    try await database.read { try $0.rows(query).map { try $0.int(0) } }
  }
}
