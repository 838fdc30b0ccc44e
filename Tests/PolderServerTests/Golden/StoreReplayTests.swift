import PolderCore
import PolderSQL
import PolderServer
import Testing

/// The recorded exchanges about an algorithm store, with a stand-in for the store.
struct StoreReplayTests {
  private static let recordedStore = "http://127.0.0.1:17602/api"
  private static let recordedServer = "http://127.0.0.1:17601/api"

  /// What the recorded store answered, as far as the server asks.
  private static func answer(_ request: StandInStore.Request) -> StandInStore.Reply {
    switch request.line {
    case "POST /api/vantage6-server": return .init(status: 201, json: ["id": 1, "url": .string(recordedServer)])
    case "GET /api/vantage6-server": return .init(json: [["id": 1, "url": .string(recordedServer)]])
    case "GET /api/algorithm" where request.query?.contains("unknown") == true: return .init(json: ["data": []])
    case "GET /api/algorithm":
      let digest = "sha256:17a1bbd0f94474f46f491d2e2846a9dc0ae49fad9126e37980488d8dc9ff0af9"
      return .init(json: ["data": [["image": "ghcr.io/x/alg:1.0", "digest": .string(digest)]]])
    default: return .init()
    }
  }

  /// A value in which the recorded store's address is the stand-in's.
  private func placed(_ value: JSONValue, at store: StandInStore) throws -> JSONValue {
    try JSONValue(parsing: Array(value.text.replacing(Self.recordedStore, with: store.url).utf8))
  }

  @Test("a store is linked, used and forgotten as it was recorded, but for the filter that failed (4)")
  func replay() async throws {
    try await StandInStore.run(Self.answer) { store in
      let house = try await HandlerHouse()
      try await SocketReplayWorld.make(house.house)
      try await house.fixture.run(
        "UPDATE run SET task_id = NULL WHERE id = 6", "UPDATE task SET id = 3, job_id = 3 WHERE id = 4",
        "UPDATE run SET task_id = 3 WHERE id = 6")
      for record in try GoldenRecord.all(in: "golden-store") {
        let reply = try await house.call(
          method: record.method, record.path, query: record.query, try record.json.map { try placed($0, at: store) },
          as: GoldenScript.caller(record.caller))
        let got = reply.json.map { GoldenRecord.comparable($0, keepsMoments: false) } ?? .null
        if record.name == "SERVER.task.list.store" {
          #expect(GoldenDifference(200, .rows([4]), 4).fits(got, recorded: record.body), "\(got.text)")
          continue
        }
        #expect(reply.status == record.status, "\(record.name): \(got.text)")
        #expect(
          got == (try placed(GoldenRecord.comparable(record.body, keepsMoments: false), at: store)), "\(record.name)")
        #expect(reply.total == record.total && reply.headers["link"] == record.link, "\(record.name)")
      }
      #expect(
        store.lines == [
          "POST /api/vantage6-server", "GET /api/algorithm", "GET /api/algorithm", "GET /api/vantage6-server",
          "DELETE /api/vantage6-server/1",
        ])
    }
  }
}
