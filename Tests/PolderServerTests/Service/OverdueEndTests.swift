import PolderCore
import PolderSQL
import PolderServer
import PolderService
import Testing

/// An end that takes too long cancels what has not ended: what waits is written all the same.
struct OverdueEndTests {
  @Test("services that were cancelled leave their last writes to the end, which does them once")
  func cancelled() async throws {
    let house = try await ServerHouse()
    let parts = house.parts
    let read = AuditRecord(time: house.clock.now, principal: "user:1", operation: "GetTask", object: "task/1")
    try await parts.sockets.beat(now: house.clock.now)
    await parts.audit.take(read)
    let end = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await parts.chores.run()
      try await parts.audit.run()
      await parts.finish()
    }
    try await end.value
    #expect(try await house.number("SELECT COUNT(*) FROM polder_audit WHERE operation = 'GetTask'") == 1)
    #expect(try await house.number("SELECT COUNT(*) FROM polder_replica") == 0)
    #expect(parts.audit.counts.waiting == 0)
    let statements = house.database.statementCount
    await parts.finish()
    #expect(house.database.statementCount == statements)
  }
}
