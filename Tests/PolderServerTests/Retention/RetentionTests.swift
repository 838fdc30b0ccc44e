import PolderCore
import PolderSQL
import PolderService
import Testing

@testable import PolderServer

struct RetentionTests {
  private func finish(_ house: HandlerHouse, _ run: Int64) async throws {
    let now = house.now
    try await house.fixture.database.write { sql in
      _ = try sql.execute(
        "UPDATE run SET status = 'completed', finished_at = \(now), result = 'cg==', input = 'aQ==' WHERE id = \(run)")
    }
  }

  @Test("completed runs lose their result after so many days, the input where told so, and nothing else")
  func runs() async throws {
    for includesInput in [false, true] {
      let house = try await SmallWorld.house {
        $0.retention.days = 3
        $0.retention.includesInput = includesInput
      }
      try await finish(house, 1)
      house.pass(.seconds(2 * 86_400))
      try await finish(house, 2)
      await house.house.parts.retention.step(house.pass(.seconds(86_400 + 60)))
      #expect(try await house.house.text("SELECT result FROM run WHERE id = 1") == "")
      #expect(try await house.house.text("SELECT input FROM run WHERE id = 1") == (includesInput ? "" : "aQ=="))
      #expect(try await house.house.text("SELECT result FROM run WHERE id = 2") == "cg==")
      #expect(try await house.fixture.numbers("SELECT id FROM run WHERE cleanup_at IS NOT NULL") == [1])
    }
  }

  @Test("what is removed for its age is told to the audit log with the runs that lose it, nothing is not told")
  func audited() async throws {
    let house = try await SmallWorld.house { $0.retention.days = 3 }
    func told() async throws -> [AuditRecord] {
      try await house.fixture.database.read { sql in
        var filter = AuditFilter()
        filter.operation = "RemoveOldData"
        return try AuditLog.newest(10, filter, sql).map(\.record)
      }
    }
    try await finish(house, 1)
    try await finish(house, 2)
    await house.house.parts.retention.step(house.now)
    #expect(try await told() == [])
    let moment = house.pass(.seconds(3 * 86_400 + 60))
    await house.house.parts.retention.step(moment)
    await house.house.parts.retention.step(house.pass(.seconds(3_700)))
    let record = try #require(try await told().first)
    #expect(record.details == ["fields": "result", "run_ids": "1,2", "runs": "2"])
    #expect(record.time == moment && record.principal == nil && record.outcome == .done)
    #expect(try await told().count == 1)
    #expect(try await house.fixture.database.read { try AuditLog.verify($0).isWhole })
  }

  @Test("without a number of days everything stays")
  func off() async throws {
    let house = try await SmallWorld.house()
    try await finish(house, 1)
    await house.house.parts.retention.step(house.pass(.seconds(1_000 * 86_400)))
    #expect(try await house.house.text("SELECT result FROM run WHERE id = 1") == "cg==")
  }

  @Test("uploads that nobody named are removed after a day, those of deleted tasks and old results with them")
  func blobs() async throws {
    try await BlobHouse.run({ $0.retention.days = 3 }) { blobs in
      let house = blobs.house
      let worker = house.house.parts.retention
      let forgotten = try await blobs.upload([1], as: SmallWorld.researcher)
      let input = try await blobs.upload([2], as: SmallWorld.researcher)
      let deleted = try await blobs.upload([3], as: SmallWorld.researcher)
      let result = try await blobs.upload([4], as: .node(201))
      #expect(try await blobs.task(input).status == 201)
      let task = try #require(try await blobs.task(deleted).json?["id"]?.integer)
      let report: JSONValue = [
        "result": .string(result), "status": "completed", "finished_at": .string(house.now.databaseText),
      ]
      #expect(try await house.call(.patch, "/run/1", report, as: .node(201)).status == 200)
      try await house.fixture.run("UPDATE run SET blob_storage_used = TRUE WHERE id = 1")
      #expect(blobs.files.count == 4)
      #expect(try await house.call(.delete, "/task/\(task)", as: .root).status == 200)
      await worker.step(house.pass(.seconds(3_700)))
      #expect(blobs.files.count == 3)
      await worker.step(house.pass(.seconds(86_400)))
      #expect(blobs.files.count == 2)
      #expect(!blobs.files.contains { $0.contains(forgotten) })
      await worker.step(house.pass(.seconds(3 * 86_400)))
      #expect(blobs.files.map { $0.split(separator: "/").last.map(String.init) } == [input])
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM polder_blob") == [1])
    }
  }

  @Test("blobs that can not be removed, more than are taken at once, hold no other up, and go once they can")
  func stubborn() async throws {
    let store = StubbornStore()
    try await BlobHouse.run({ settings in
      store.wrap(settings.largeData.store)
      settings.largeData.store = store
    }) { blobs in
      let house = blobs.house
      let worker = house.house.parts.retention
      let (stuck, now) = (600, house.now)
      try await house.fixture.database.write { sql in
        let ids = (0..<stuck).map { "\(StubbornStore.prefix)-0000-4000-8000-\(100_000_000_000 + $0)" }
        try FreedBlobs.add(ids, now: now, sql)
      }
      _ = try await blobs.upload([1], as: SmallWorld.researcher)
      #expect(blobs.files.count == 1)
      await worker.step(house.pass(.seconds(86_460)))
      #expect(blobs.files.isEmpty)
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM polder_freed_blob") == [stuck])
      store.relent()
      await worker.step(house.pass(.seconds(3_700)))
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM polder_freed_blob") == [0])
    }
  }

  @Test("an upload that was given up can not be named any more, and a result that was replaced is removed")
  func givenUp() async throws {
    try await BlobHouse.run { blobs in
      let house = blobs.house
      let first = try await blobs.upload([1], as: .node(201))
      let second = try await blobs.upload([2], as: .node(201))
      for result in [first, second] {
        #expect(try await house.call(.patch, "/run/1", ["result": .string(result)], as: .node(201)).status == 200)
      }
      let late = try await blobs.upload([3], as: SmallWorld.researcher)
      await house.house.parts.retention.step(house.pass(.seconds(86_460)))
      #expect(blobs.files.map { $0.split(separator: "/").last.map(String.init) } == [second])
      #expect(try await blobs.task(late).status == 400)
    }
  }

  @Test("an input of several runs stays until the last of them has lost it")
  func shared() async throws {
    try await BlobHouse.run({
      $0.retention.days = 3
      $0.retention.includesInput = true
    }) { blobs in
      let house = blobs.house
      let input = try await blobs.upload([1], as: SmallWorld.researcher)
      let reply = try await house.call(
        .post, "/task", CreateTaskTests.body([10, 11], input: input), as: SmallWorld.researcher)
      let task = try #require(reply.json?["id"]?.integer)
      let runs = try await house.fixture.numbers("SELECT id FROM run WHERE task_id = \(task) ORDER BY id")
      #expect(runs.count == 2)
      for (index, run) in runs.enumerated() {
        let end = house.now
        try await house.fixture.run("UPDATE run SET status = 'completed', finished_at = \(end) WHERE id = \(run)")
        await house.house.parts.retention.step(house.pass(.seconds(3 * 86_400 + 60)))
        #expect(blobs.files.count == 1 - index)
      }
    }
  }
}
