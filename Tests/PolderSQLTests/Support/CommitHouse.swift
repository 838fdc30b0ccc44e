import PolderPostgres
import PolderSQL
import PolderSQLite
import Testing

/// A database of either engine with the table `item`, whose writer can be held up and whose commits are counted.
struct CommitHouse: Sendable {
  struct Refused: Error {}

  let database: any PolderSQL.Database
  let commits: @Sendable () -> Int
  let waiting: @Sendable () -> Int
  /// Another program on the same database.
  let another: @Sendable () async throws -> any PolderSQL.Database

  init(_ engine: TestEngine) async throws {
    switch engine {
    case .sqlite:
      let folder = try TemporaryFolder()
      self.init(try await sqliteItems(folder.file()), in: folder)
    case .postgres: self.init(try await PostgresHouse.items())
    }
  }

  private init(_ database: SQLiteDatabase, in folder: TemporaryFolder) {
    self.database = database
    commits = { database.commitCount }
    waiting = { database.waitingWrites }
    another = { try await sqliteItems(folder.file()) }
  }

  init(_ house: PostgresHouse) {
    database = house.database
    commits = { house.database.commitCount }
    waiting = { house.database.waitingWrites }
    another = { try await house.another() }
  }

  /// Holds the writer in a first write until `count` more wait behind it, then lets all go; which succeeded.
  func group(
    of count: Int, _ body: @escaping @Sendable (Int, Transaction) throws -> Void
  ) async throws -> [Bool] {
    let first = await HeldWrite(database)
    return try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
      for index in 0..<count {
        group.addTask {
          do {
            try await database.write { try body(index, $0) }
            return (index, true)
          } catch is Refused { return (index, false) } catch let error as SQLError where error.isUniqueViolation {
            return (index, false)
          }
        }
      }
      while waiting() < count { await Task.yield() }
      first.letGo()
      var succeeded = Array(repeating: false, count: count)
      for try await (index, success) in group { succeeded[index] = success }
      try await first.end()
      return succeeded
    }
  }
}
