import PolderCore
import PolderSQL
import Testing

/// Long lists are read and sent in parts, and nobody notices (deviation 39).
struct LongListTests {
  /// As many runs, whose logs are as long.
  private func house(runs: Int, log: Int) async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    try await house.fixture.database.write { sql in
      for index in 0..<runs {
        let text = "\(index) é\" " + String(repeating: "x", count: log)
        try sql.execute(
          """
          INSERT INTO run (id, task_id, organization_id, status, log, result) \
          VALUES (\(1_000 + index), 1, 10, 'completed', \(text), \(text))
          """)
      }
    }
    return house
  }

  @Test(
    "a list that is asked for as one page is what its short pages are, one after the other, deviation 39",
    arguments: [(45, 100), (45, 60_000)])
  func together(runs: Int, log: Int) async throws {
    let house = try await house(runs: runs, log: log)
    for list in ["/run", "/result"] {
      var parts: [JSONValue] = []
      for page in 1...10 {
        let query = [("task_id", "1"), ("per_page", "5"), ("page", "\(page)")]
        let reply = try await house.call(.get, list, query: query, as: SmallWorld.researcher)
        parts += try #require(reply.json?["data"]?.array)
        #expect(reply.total == "\(runs + 2)")
      }
      // Everything without a page, and a page that is longer than all.
      for query in [[("task_id", "1")], [("task_id", "1"), ("per_page", "100000")]] {
        let whole = try await house.call(.get, list, query: query, as: SmallWorld.researcher)
        #expect(whole.status == 200 && whole.total == "\(runs + 2)")
        #expect(whole.json?["data"] == .array(parts))
        #expect(whole.json?["links"]?["next"] == nil && whole.json?["links"]?["self"] != nil)
        #expect(whole.headers["content-type"]?.hasPrefix("application/json") == true)
      }
      let middle = try await house.call(
        .get, list, query: [("task_id", "1"), ("per_page", "30")], as: SmallWorld.researcher)
      #expect(middle.json?["data"] == .array(Array(parts.prefix(30))))
      #expect(middle.json?["links"]?["next"] != nil)
    }
  }

  @Test("a long list keeps the order that was asked for")
  func order() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.database.write { sql in
      for id in 1_000..<1_150 {
        try sql.execute("INSERT INTO organization (id, name) VALUES (\(id), \("o\(id)"))")
      }
    }
    for (sort, ids) in [("-id", Array((1_000..<1_150).reversed())), ("id", Array(1_000..<1_150))] {
      let query = [("name", "o1%"), ("sort", sort), ("per_page", "1000")]
      let reply = try await house.call(.get, "/organization", query: query, as: .root)
      #expect(reply.ids == ids.map { Int64($0) } && reply.total == "150")
    }
  }
}
