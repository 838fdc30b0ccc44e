import Foundation
import PolderPostgres
import PolderSQL
import PolderTesting
import Testing

@Suite(.enabled(if: TestPostgres.isThere))
struct PostgresWriteTests {
  @Test("a write that goes on after a statement failed is refused and leaves nothing")
  func swallowed() async throws {
    let house = try await PostgresHouse.items()
    let kind = await kindOfFailure {
      try await house.database.write { sql in
        try sql.execute("INSERT INTO item (name) VALUES ('a')")
        _ = try? sql.execute("INSERT INTO item (name) VALUES ('a')")
      }
    }
    #expect(kind == .statement)
    #expect(try await house.database.count() == 0)
  }

  @Test("a write whose connection is lost is done again, once, with those that share its commit")
  func lostConnection() async throws {
    let house = try await PostgresHouse.items()
    let commits = CommitHouse(house)
    let cuts = Cuts()
    let succeeded = try await commits.group(of: 10) { index, sql in
      try sql.execute("INSERT INTO item (name) VALUES (\("n\(index)"))")
      if index == 5, cuts.isFirst() { try house.server.cutConnections() }
    }
    #expect(succeeded.allSatisfy { $0 })
    #expect(try await house.database.count() == 10)
  }

  @Test("a write whose commit nobody can ask about is told as such, and is not done again")
  func unknownFate() async throws {
    let house = try await PostgresHouse.items()
    let name = house.server.name
    try await house.database.write { sql in
      try sql.execute(
        """
        CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS \
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
        """)
      try sql.execute(
        """
        CREATE CONSTRAINT TRIGGER fall AFTER INSERT ON item DEFERRABLE INITIALLY DEFERRED \
        FOR EACH ROW EXECUTE FUNCTION fall()
        """)
    }
    let kind = await kindOfFailure {
      try await house.database.write { sql in
        try sql.execute("INSERT INTO item (name) VALUES ('x')")
        // The connection falls with the commit, and no other is let in.
        try house.aside("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
      }
    }
    try house.aside("ALTER DATABASE \(name) ALLOW_CONNECTIONS true")
    #expect(kind == .unknownFate)
    #expect(try await house.database.count() == 0)
  }

  @Test("writers of two programs come one after the other: what one read holds until it has written")
  func oneAfterTheOther() async throws {
    let house = try await PostgresHouse.items()
    let other = try await house.another()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<60 {
        let database = index % 2 == 0 ? house.database : other
        group.addTask {
          try await database.write { sql in
            let count = try sql.first("SELECT COUNT(*) FROM item")?.int(0) ?? 0
            try sql.execute("INSERT INTO item (name) VALUES (\("n\(count)"))")
          }
        }
      }
      try await group.waitForAll()
    }
    let names = try await house.database.names()
    #expect(Set(names) == Set((0..<60).map { "n\($0)" }))
  }

  @Test("a write that meets another program's lock ends in time as busy, one in a deadlock is done again")
  func locks() async throws {
    let house = try await PostgresHouse.items()
    let impatient = try await house.another { $0.lockTimeout = 1 }
    let held = AsyncStream.makeStream(of: Void.self)
    let release = DispatchSemaphore(value: 0)
    async let holding: Void = house.database.write { sql in
      try sql.execute("INSERT INTO item (name) VALUES ('held')")
      held.continuation.finish()
      release.wait()
    }
    for await _ in held.stream {}
    let kind = await kindOfFailure { try await impatient.write { _ = try $0.execute("DELETE FROM item") } }
    release.signal()
    try await holding
    #expect(kind == .busy)
    try await impatient.write { _ = try $0.execute("INSERT INTO item (name) VALUES ('later')") }
    #expect(try await house.database.names() == ["held", "later"])
  }

  @Test("a write that the server can not serialize with another's is done again")
  func serialization() async throws {
    let house = try await PostgresHouse.items()
    let cuts = Cuts()
    try await house.database.write { sql in
      try sql.execute("INSERT INTO item (name) VALUES ('x')")
      guard cuts.isFirst() else { return }
      try sql.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
    }
    #expect(try await house.database.names() == ["x"])
  }
}
