import Foundation
import PolderCore
import PolderSQL
import PolderServer
import Testing

/// The recorded sessions with the incumbent, sent to Polder in the same order.
struct GoldenReplayTests {
  @Test(
    "every recorded request gets the recorded reply, or one that differs for a reason given and used",
    arguments: [false, true])
  func replay(isOverHTTP: Bool) async throws {
    var house = try await HandlerHouse()
    house.isOverHTTP = isOverHTTP
    let records = try GoldenRecord.all()
    let replayed = records.filter { !GoldenScript.elsewhere.contains($0.name) }
    var used: Set<String> = []
    for record in replayed where !GoldenScript.last.contains(record.name) {
      for statement in GoldenScript.before[record.name] ?? [] { try await house.fixture.run(statement) }
      if record.name == "run.patch.fail" { try await makeFailingTask(house) }
      try await send(record, house, &used)
    }
    for record in replayed where GoldenScript.last.contains(record.name) { try await send(record, house, &used) }
    #expect(Set(GoldenDifference.all.keys).subtracting(used) == [], "differences that no record uses")
  }

  private func send(_ record: GoldenRecord, _ house: HandlerHouse, _ used: inout Set<String>) async throws {
    let reply = try await house.call(
      method: record.method, record.path, query: record.query, record.json, as: GoldenScript.caller(record.caller))
    compare(reply, record, &used)
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
    if let difference {
      #expect(
        difference.fits(got, recorded: wanted), "\(record.name)\n got    \(got.text)\n wanted \(difference.reply)")
      // Where the rows are others, how many there are is another question.
      guard case .another = difference.reply else { return }
    } else {
      #expect(got == wanted, "\(record.name)\n got    \(got.text)\n wanted \(wanted.text)")
    }
    #expect(reply.total == record.total, "\(record.name)")
    #expect(reply.headers["link"] == record.link, "\(record.name)")
  }

  @Test("every record has its operation, and what is told elsewhere is told there")
  func bookkeeping() throws {
    let records = try GoldenRecord.all()
    let known: Set = ["notfound", "options", "method_not_allowed"]
    let lacking = records.filter { $0.operation == nil && !known.contains($0.name) }
    #expect(lacking.map(\.name) == [], "records of operations that are not there")
    let names = Set(records.map(\.name))
    let named = GoldenScript.elsewhere.union(GoldenScript.last).union(GoldenScript.before.keys)
      .union(GoldenDifference.all.keys)
    #expect(named.subtracting(names) == [], "names of no record")
    let held = try heldNames()
    #expect(GoldenScript.elsewhere.subtracting(held) == [], "records that no test is held to")
  }

  @Test("every difference has a number that docs/deviations.md knows, but for what the contract leaves open")
  func numbers() throws {
    let known = try DeviationPage.numbers()
    for (name, difference) in GoldenDifference.all {
      if let number = difference.number {
        #expect(known.contains(number), "\(name): there is no deviation \(number)")
        continue
      }
      switch difference.reply {
      case .another, .reordered: break
      default: Issue.record("\(name) differs in more than an order, and has no number")
      }
    }
  }

  /// The names to which the other tests of this target hold a reply: what is handed to `Golden` or taken from the
  /// records, one by one or as a list. A comment holds nothing.
  private func heldNames() throws -> Set<String> {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files =
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    var held: Set<String> = []
    for file in files where file.pathExtension == "swift" && !file.path.contains("/Golden/") {
      let text = try String(contentsOf: file, encoding: .utf8).replacing(/(?m)^\s*\/\/.*$/, with: "")
      let single = /(?:to:|Golden\.record\(|GoldenRecord\.named\()\s*"([^"]+)"/
      held.formUnion(text.matches(of: single).map { String($0.1) })
      let lists = /for name in \[((?:\s*"[^"]+",?)+)\s*\]\s*\{[^}]*to: name/
      for list in text.matches(of: lists) { held.formUnion(list.1.matches(of: /"([^"]+)"/).map { String($0.1) }) }
    }
    return held
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
