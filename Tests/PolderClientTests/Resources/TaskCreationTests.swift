import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Making a task over a connection that breaks")
struct TaskCreationTests {
  static let events = "GET /polder/events?limit=1"

  /// A server that loses its first answer about a task, and answers so when it is asked for events.
  static func api(_ events: FakeAPI.Reaction) -> FakeAPI {
    let task = AnyReply.to(HTTPCall(.post, "/task"))
    return FakeAPI(
      ["POST /task": [.fail(.transportInterrupted), .json(task, 201)], Self.events: [events]], otherwise: AnyReply.to)
  }

  static func create(_ api: FakeAPI) async throws -> Wire.Task {
    try await UserClient.loggedIn(api).task.create(
      collaboration: 4, organizations: [2], image: "img", input: AlgorithmInput(method: "m"))
  }

  @Test("A server that knows requests again is asked once more, under the same key")
  func repeatsAtPolder() async throws {
    let api = Self.api(.json(["data": [], "cursor": 3, "more": false, "lost": false]))
    _ = try await Self.create(api)
    let keys = await api.sent.filter { $0.method == .post && $0.path == "/task" }.map { call in
      call.headers.first { $0.name == "Idempotency-Key" }?.value
    }
    #expect(keys.count == 2)
    #expect(keys[0] != nil)
    #expect(keys[0] == keys[1])
  }

  @Test(
    "The Python server, which would make a second task, is not; nor is one that can not be asked",
    arguments: [
      FakeAPI.Reaction.json(["msg": "The requested URL was not found on the server."], 404),
      .page("<!doctype html><title>404 Not Found</title>", 404), .fail(.transportUnreachable),
    ])
  func makesNoSecondTask(answer: FakeAPI.Reaction) async throws {
    let api = Self.api(answer)
    let error = await #expect(throws: PolderError.self) { try await Self.create(api) }
    #expect(error?.code == .transportInterrupted)
    #expect(await api.count("POST /task") == 1)
    #expect(await api.count(Self.events) == 1)
  }
}
