import Dispatch
import PolderCore
import PolderHTTP
import PolderPostgres
import PolderSQL
import PolderServer
import PolderTesting
import Testing

/// What a server on PostgreSQL is made of ends when it is cancelled, also while the database holds it up: a server that
/// does not end in time is ended by a trap.
@Suite(.enabled(if: TestPostgres.isThere))
struct CancelledServiceTests {
  /// Runs the body while another program keeps all writers of the database out.
  private func held(_ database: any PolderSQL.Database, _ body: () async throws -> Void) async throws {
    let release = DispatchSemaphore(value: 0)
    let begun = AsyncStream.makeStream(of: Void.self)
    let holding = Task {
      try await database.write { _ in
        begun.continuation.finish()
        release.wait()
      }
    }
    for await _ in begun.stream {}
    do {
      try await body()
    } catch {
      release.signal()
      throw error
    }
    release.signal()
    try await holding.value
  }

  @Test("events, chores and the audit log end when they are cancelled, though their writes have no turn")
  func services() async throws {
    let server = try await ServerTemplate.ready.copy()
    let house = try await ServerHouse(at: server.uri)
    let other = try PostgresDatabase(unchecked: try server.address)
    try await held(other) {
      let record = AuditRecord(
        time: house.clock.now, operation: "ListOrganizations", object: "organization", outcome: .done, reason: "")
      await house.parts.audit.take(record)
      let parts = house.parts
      let runs = [
        Task { try await parts.pump.run() }, Task { try await parts.chores.run() },
        Task { try await parts.audit.run() },
      ]
      // The first chore, a sign of life, or what is to be written into the audit log waits behind the other program.
      var waiting: Int64 = 0
      while waiting == 0 {
        waiting =
          try await house.number(
            """
            SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted \
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """) ?? 0
      }
      for run in runs { run.cancel() }
      for run in runs { _ = await run.result }
    }
    try await BlockingWork.run { try other.close() }
  }

  @Test("the end of the sockets is not waited for by one that is cancelled, though no status can be written")
  func sockets() async throws {
    let server = try await ServerTemplate.ready.copy()
    let other = try PostgresDatabase(unchecked: try server.address)
    try await LiveHouse.run(at: server.uri) { live in
      let organization = try await live.house.organization("one")
      let viewer = try await live.house.user("viewer1", of: organization, role: "Viewer")
      try await live.peer(live.house.token(user: viewer)) { user in
        _ = try await user.heard(until: "CONNECT")
        try await live.wait(
          "SELECT status FROM authenticatable WHERE id = \(viewer.rawValue)", until: .text("online"))
        try await held(other) {
          let end = Task { await live.house.parts.hub.shutdown() }
          end.cancel()
          await end.value
        }
      }
    }
    try await BlockingWork.run { try other.close() }
  }
}
