import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Results of a task")
struct ResultClientTests {
  static let one = Base64.encode("1".utf8)

  @Test("Each run has its result, in the order of the runs, whatever the order of the answers")
  func joinsRunsAndResults() async throws {
    let api = FakeAPI([
      "GET /run?task_id=6": [
        ResultFixtures.page([ResultFixtures.run(8, status: "failed"), ResultFixtures.run(7, status: "completed")])
      ],
      "GET /result?task_id=6": [
        ResultFixtures.page([ResultFixtures.result(8, nil), ResultFixtures.result(7, Self.one)])
      ],
    ])
    let results = try await UserClient.fixed(api).result.fromTask(6)
    #expect(results.map(\.run) == [7, 8])
    #expect(results.map(\.status) == ["completed", "failed"])
    #expect(try results.map { try $0.value } == [1, nil])
  }

  @Test("A result that can not be read does not cost the others")
  func keepsTheOthers() async throws {
    let api = FakeAPI([
      "GET /run?task_id=6": [
        ResultFixtures.page([ResultFixtures.run(7, status: "completed"), ResultFixtures.run(8, status: "completed")])
      ],
      "GET /result?task_id=6": [
        ResultFixtures.page([ResultFixtures.result(7, "a$b$c"), ResultFixtures.result(8, Self.one)])
      ],
    ])
    let results = try await UserClient.fixed(api).result.fromTask(6)
    #expect(throws: PolderError.self) { try results[0].value }
    #expect(try results[1].value == 1)
  }

  @Test("A server that gives all in pages is asked for every page (deviation 62)")
  func followsPages() async throws {
    let runs = (1...25).map { ResultFixtures.run($0, status: "completed") }
    let next = "/api/run?page=2"
    let api = FakeAPI([
      "GET /run?task_id=6": [ResultFixtures.page(Array(runs[..<10]), next: next)],
      "GET /run?task_id=6&page=2": [ResultFixtures.page(Array(runs[10..<20]), next: next)],
      "GET /run?task_id=6&page=3": [ResultFixtures.page(Array(runs[20...]))],
      "GET /result?task_id=6": [ResultFixtures.page([], next: next)],
    ])
    let results = try await UserClient.fixed(api).result.fromTask(6)
    #expect(results.map(\.run) == (1...25).map { RunID($0) })
    #expect(await api.count("GET /result?task_id=6") == 1, "an empty page is the last, whatever it says")
  }

  @Test("A run that is shown as completed has its result, also when it ends in that moment")
  func asksForResultsLast() async throws {
    let session = Session(channel: OrderWatch(), retries: .never) {}
    let client = UserClient(server: "http://h:5000", apiPath: "/api", session: session)
    await client.resume(StoredSession(access: AnyReply.token, refresh: "r"))
    let result = try #require(try await client.result.fromTask(6).first)
    #expect(result.status == "completed")
    #expect(try result.value == 1)
  }

  @Test("A refusal of either half is the refusal of the whole")
  func tellsRefusals() async throws {
    let api = FakeAPI([
      "GET /run?task_id=6": [ResultFixtures.page([])],
      "GET /result?task_id=6": [.json(["msg": "You lack the permission to do that!"], 401)],
    ])
    let refusal = await #expect(throws: RequestRefusal.self) { try await UserClient.fixed(api).result.fromTask(6) }
    #expect(refusal?.status == 401)
  }
}
