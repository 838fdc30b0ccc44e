import PolderCore
import PolderSQL
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
