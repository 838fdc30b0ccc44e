import PolderCore
import PolderSQL
import Testing

struct UpdateRunTests {
  private let end: JSONValue = "2023-05-01T10:00:00+02:00"

  private func patch(
    _ house: HandlerHouse, _ run: Int64, _ body: JSONValue, as node: Int64 = 201
  ) async throws -> HouseReply {
    try await house.call(.patch, "/run/\(run)", body, as: .node(node))
  }

  @Test("what is absent stays (deviation 10), and every change is announced")
  func absent() async throws {
    let house = try await SmallWorld.house()
    _ = try await patch(house, 1, ["started_at": "2023-05-01T07:00:00.5", "log": "line"])
    let reply = try await patch(house, 1, ["status": "active"])
    #expect(reply.json?["log"] == "line")
    #expect(reply.json?["started_at"] == "2023-05-01T07:00:00.500000")
    #expect(reply.json?["status"] == "active")
    let event = #"status_update collaboration_1 {"run_id":1}"#
    #expect(try await house.events() == [event, event])
    let last = try await patch(
      house, 1, ["status": "completed", "result": "e30=", "finished_at": end, "log": "all"])
    #expect(last.json?["finished_at"] == "2023-05-01T08:00:00")
    let result = try await house.call(.get, "/result/1", as: SmallWorld.viewer)
    #expect(result.json?["result"] == "e30=")
  }

  @Test("a run that has ended is never changed again, also not to the same")
  func ended() async throws {
    let house = try await SmallWorld.house()
    let final: JSONValue = ["status": "completed", "result": "e30=", "finished_at": end]
    #expect(try await patch(house, 1, final).status == 200)
    for body in [final, ["status": "active"], ["log": "x"], ["result": "other"], [:]] as [JSONValue] {
      let reply = try await patch(house, 1, body)
      #expect(
        (reply.status, reply.message) == (400, "Cannot update an already finished algorithm run!"), "\(body)")
    }
    #expect(try await house.events().count == 1)
    let kept = try await house.fixture.values("SELECT status, result, log FROM run WHERE id = 1")
    #expect(kept == [[.text("completed"), .text("e30="), .null]])
  }

  @Test("of two reports of the end at the same time one is taken")
  func race() async throws {
    let house = try await SmallWorld.house()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<6 {
        group.addTask {
          try await patch(
            house, 1, ["status": "completed", "result": .string("r\(index)"), "finished_at": end]
          ).status
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses.sorted() == [200, 400, 400, 400, 400, 400])
  }

  @Test("a failure without an end may be followed by another try; completed and killed may not be taken back")
  func withoutEnd() async throws {
    let house = try await SmallWorld.house()
    #expect(try await patch(house, 1, ["status": "start failed"]).status == 200)
    #expect(try await patch(house, 1, ["status": "active"]).status == 200)
    #expect(try await patch(house, 1, ["status": "completed"]).status == 200)
    #expect(try await patch(house, 1, ["status": "active"]).status == 400)
    #expect(try await patch(house, 1, ["status": "completed", "result": "e30=", "finished_at": end]).status == 200)
  }

  @Test("a run that its node killed has ended (deviation 9)")
  func killed() async throws {
    let house = try await SmallWorld.house()
    let moment = house.pass(.seconds(3))
    let reply = try await patch(house, 1, ["status": "killed by user"])
    #expect(reply.json?["finished_at"] == .string(moment.wireText))
    #expect(try await patch(house, 1, ["status": "active"]).status == 400)
    let open = try await house.call(.get, "/run", query: [("state", "open"), ("node_id", "201")], as: .node(201))
    #expect(open.ids == [6])
  }

  @Test("when a run fails, those of its task that nobody has taken up fail with it, and only those")
  func siblings() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO run (id, task_id, organization_id, status, log) VALUES (11, 1, 11, 'pending', 'mine')",
      "INSERT INTO run (id, task_id, organization_id, status, started_at) VALUES (12, 1, 11, 'active', '2023-01-01 00:00:00.000000')",
      "INSERT INTO run (id, task_id, organization_id, status) VALUES (13, 1, 11, 'completed')")
    let moment = house.pass(.seconds(2))
    _ = try await patch(house, 1, ["status": "crashed", "finished_at": end])
    let rows = try await house.fixture.values(
      "SELECT id, status, log, finished_at FROM run WHERE task_id = 1 AND id > 1 ORDER BY id")
    let text = "Marked as failed because sibling run id=1 failed with status 'crashed'."
    #expect(
      rows == [
        [.integer(2), .text("failed"), .text(text), .text(moment.databaseText)],
        [.integer(11), .text("failed"), .text("mine"), .text(moment.databaseText)],
        [.integer(12), .text("active"), .null, .null], [.integer(13), .text("completed"), .null, .null],
      ])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM run WHERE status = 'failed'") == [2])
    let events = [1, 2, 11].map { #"status_update collaboration_1 {"run_id":\#($0)}"# }
    #expect(try await house.events() == events)
  }

  @Test("a node changes no run of its organization in another collaboration (deviation 30)")
  func otherCollaboration() async throws {
    let house = try await SmallWorld.house()
    let reply = try await patch(house, 2, ["log": "x"], as: 203)
    #expect((reply.status, reply.message) == (401, "This is not your algorithm run to PATCH!"))
    #expect(try await patch(house, 999, ["log": "x"]).message == "Run id=999 not found!")
  }

  @Test("a node's log is kept up to a bound, and without what PostgreSQL can not keep; its run ends all the same")
  func hugeLog() async throws {
    let house = try await SmallWorld.house()
    let log = "a\u{0}b" + String(repeating: "x", count: 5 << 20)
    let reply = try await patch(
      house, 1, ["status": "completed", "finished_at": end, "log": .string(log)])
    #expect(reply.status == 200)
    let kept = try #require(reply.json?["log"]?.string)
    #expect(kept.hasPrefix("a\u{FFFD}bx"))
    #expect(kept.hasSuffix("\n[The log is longer than what is kept here.]\n"))
    #expect(kept.unicodeScalars.count < (4 << 20) + 100)
  }
}
