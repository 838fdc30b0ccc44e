import Foundation
import PolderCore
import PolderSQL
import PolderServer
import PolderTesting
import Testing

/// The recorded sessions with the incumbent, sent to Polder in the same order.
// What stands for operations that are not replayed is written in the words of SQLite.
@Suite(.enabled(if: !TestPostgres.isChosen))
struct GoldenReplayTests {
  @Test("every recorded request gets the recorded reply, or one that differs for a reason given and used")
  func replay() async throws {
    let house = try await HandlerHouse()
    let records = try GoldenRecord.all()
    let replayed = records.filter { !GoldenScript.elsewhere.contains($0.name) }
    var used: Set<String> = []
    for record in replayed where !GoldenScript.last.contains(record.name) {
      for statement in GoldenScript.before[record.name] ?? [] { try await house.fixture.run(statement) }
      if record.name == "run.patch.fail" { try await makeFailingTask(house) }
      try await send(record, house, &used)
    }
    for record in replayed where GoldenScript.last.contains(record.name) { try await send(record, house, &used) }
    let waiting = Set(records.filter { isPending($0) }.map(\.name))
    let differing = Set(GoldenDifference.all.keys).subtracting(waiting)
    #expect(differing.subtracting(used) == [], "differences that no record uses")
  }

  private func send(_ record: GoldenRecord, _ house: HandlerHouse, _ used: inout Set<String>) async throws {
    if isPending(record) {
      for statement in GoldenScript.instead[record.name] ?? [] { try await house.fixture.run(statement) }
      return
    }
    let reply = try await house.call(
      method: record.method, record.path, query: record.query, record.json, as: GoldenScript.caller(record.caller))
    compare(reply, record, &used)
  }

  /// The second recording rests on everything that the first one did.
  private func isPending(_ record: GoldenRecord) -> Bool {
    GoldenScript.pending.contains(pattern(record)) || (record.name.hasPrefix("2.") && !GoldenScript.pending.isEmpty)
  }

  private func compare(_ reply: HouseReply, _ record: GoldenRecord, _ used: inout Set<String>) {
    let difference = GoldenDifference.all[record.name]
    let keepsMoments = record.name.hasPrefix("run.patch.start") || record.name.hasPrefix("run.patch.finish")
    let got = reply.json.map { GoldenRecord.comparable($0, keepsMoments: keepsMoments) } ?? .null
    let wanted = GoldenRecord.comparable(record.body, keepsMoments: keepsMoments)
    if reply.status != record.status || got != wanted { used.insert(record.name) }
    #expect(
      reply.status == difference?.status ?? record.status,
      "\(record.name): \(reply.status) instead of \(record.status)\n got    \(got.text.prefix(400))\n wanted \(wanted.text.prefix(400))"
    )
    switch difference?.extent {
    case .reply, .body: return
    case .status, nil: break
    }
    #expect(got == wanted, "\(record.name)\n got    \(got.text)\n wanted \(wanted.text)")
    #expect(reply.total == record.total, "\(record.name)")
    #expect(reply.headers["link"] == record.link, "\(record.name)")
  }

  @Test("every record has its operation, and what is told elsewhere is told there")
  func bookkeeping() throws {
    let records = try GoldenRecord.all()
    let known: Set = ["notfound", "options", "method_not_allowed"]
    let lacking = records.filter { $0.operation == nil && !known.contains($0.name) && !isPending($0) }
    #expect(lacking.map(\.name) == [], "records of operations that are not there")
    let names = Set(records.map(\.name))
    let named = GoldenScript.elsewhere.union(GoldenScript.last).union(GoldenScript.before.keys)
      .union(GoldenScript.instead.keys).union(GoldenDifference.all.keys)
    #expect(named.subtracting(names) == [], "names of no record")
    let tests = try texts()
    for name in GoldenScript.elsewhere {
      #expect(tests.contains { $0.contains("\"\(name)\"") }, "no test holds \(name)")
    }
  }

  /// The operation's words, with ids as `<id>`.
  private func pattern(_ record: GoldenRecord) -> String {
    let parts = record.path.split(separator: "/").map { Int64($0) == nil ? String($0) : "<id>" }
    return "\(record.method) /\(parts.joined(separator: "/"))"
  }

  /// The other tests of this target.
  private func texts() throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files =
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    return try files.filter { $0.pathExtension == "swift" && !$0.path.contains("/Golden/") }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  private func makeFailingTask(_ house: HandlerHouse) async throws {
    let input: JSONValue = ["id": 2, "input": "e30="]
    let reply = try await house.call(
      .post, "/task",
      ["image": "img", "collaboration_id": 1, "organizations": [input, ["id": 3, "input": "e30="]]], as: .user(3))
    #expect(reply.status == 201)
    #expect(reply.json?["id"] == 4)
    try await house.fixture.run(
      "UPDATE run SET input = 'eyJtZXRob2QiOiAibSIsICJhcmdzIjogW10sICJrd2FyZ3MiOiB7fX0=' WHERE task_id = 4")
  }
}
