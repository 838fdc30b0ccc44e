import PolderCore
import PolderTransport
import Testing

@Suite("Operation caller")
struct OperationCallerTests {
  static let message: JSONValue = ["msg": "done"]

  func caller(
    _ service: FakeService, tokens: (any TokenSource)? = FixedToken("t"), attempts: Int = 4
  ) -> OperationCaller {
    OperationCaller(channel: service, tokens: tokens, retries: RetryPolicy(attempts: attempts, sleep: { _ in }))
  }

  @Test("Parameters go into path and query, absent ones stay out, lists repeat their name")
  func fillsPathAndQuery() async throws {
    let service = FakeService([.json(["data": [], "links": [:]])])
    var query = ListTasks.Query()
    query.collaborationID = 4
    query.name = "a & b"
    query.isUserCreated = 1
    query.include = ["runs", "results"]
    query.page = PageRequest(page: 2, perPage: 50, sort: ["-id", "name"])
    _ = try await caller(service).call(ListTasks.self, query: query)
    let call = try #require(await service.calls.first)
    #expect(
      call.shown == "GET /task?collaboration_id=4&name=a & b&is_user_created=1&include=runs&include=results"
        + "&page=2&per_page=50&sort=-id,name")
    #expect(call.body == nil)
    #expect(call.headers.map(\.name) == ["Authorization"], "a call without body names no type of one")
  }

  @Test("A body is sent as JSON with the fields that have a value, and its type is named")
  func sendsBodies() async throws {
    let service = FakeService([.json(Self.message)])
    var body = KillTask.Body()
    body.id = 6
    _ = try await caller(service).call(KillTask.self, body: body)
    let call = try #require(await service.calls.first)
    #expect(call.shown == "POST /kill/task")
    #expect(await service.body == ["id": 6])
    #expect(call.headers.first { $0.name == "Content-Type" }?.value == "application/json")
    #expect(call.headers.first { $0.name == "Authorization" }?.value == "Bearer t")
  }

  @Test("An operation that is open to all carries no token, and asks for none")
  func openOperationsCarryNoToken() async throws {
    let service = FakeService([.json(["version": "4.15.2"])])
    let tokens = FakeTokens(["t"])
    #expect(try await caller(service, tokens: tokens).call(GetVersion.self).version == "4.15.2")
    #expect(await service.bearers == [nil])
  }

  @Test("The caller's time limit goes with the call")
  func passesTimeouts() async throws {
    let service = FakeService([.json(["status": "pending"])])
    _ = try await caller(service).call(GetTaskStatus.self, path: 6, timeout: .seconds(3))
    #expect(await service.calls.first?.timeout == .seconds(3))
    #expect(await service.calls.first?.shown == "GET /task/6/status")
  }

  @Test("A refusal is typed: status, text, texts by field, and the service's name for it")
  func typesRefusals() async {
    let service = FakeService([
      .json(
        ["msg": "Request body is incorrect", "errors": ["name": ["Missing data for required field."]]], status: 400,
        headers: [("Polder-Error", "body-incorrect")])
    ])
    let refusal = await #expect(throws: RequestRefusal.self) {
      try await caller(service).call(CreateOrganization.self)
    }
    #expect(refusal?.status == 400)
    #expect(refusal?.message == "Request body is incorrect")
    #expect(refusal?.fields == ["name": ["Missing data for required field."]])
    #expect(refusal?.code == "body-incorrect")
  }

  @Test("A refusal of a framework, which stands under `message`, is a refusal too")
  func readsFrameworkRefusals() async {
    let service = FakeService([.json(["message": "The method is not allowed for the requested URL."], status: 405)])
    let refusal = await #expect(throws: RequestRefusal.self) { try await caller(service).call(GetTask.self, path: 1) }
    #expect(refusal?.status == 405)
    #expect(refusal?.message == "The method is not allowed for the requested URL.")
    #expect(refusal?.code == "http-405")
  }

  @Test(
    "What is no answer of a server is told apart from a refusal, with what to check, and is not repeated",
    arguments: [
      (404, "<!doctype html><title>404 Not Found</title>"), (200, "<html>Please log in to the hotel's network</html>"),
      (502, "Bad Gateway"), (200, ""), (200, "{\"status\": \"pending\""), (200, "[1]"), (200, "{\"other\": 1}"),
      (200, "{\"status\": 7}"), (500, "{\"detail\": \"x\"}"),
      (302, ""), (200, String(repeating: "[", count: 10_000)),
    ])
  func tellsForeignAnswers(status: Int, text: String) async {
    let service = FakeService([.text(text, status: status)])
    let error = await #expect(throws: PolderError.self) { try await caller(service).call(GetTaskStatus.self, path: 1) }
    #expect(error?.code == .transportUnusableAnswer)
    #expect(error?.message.contains("GetTaskStatus (status \(status))") == true)
    #expect(error?.nextStep != nil)
    #expect(error?.description.contains("hotel") == false, "what a stranger sent is not repeated in messages")
    #expect(await service.calls.count == 1)
  }

  @Test("A reply over the caller's limit is refused")
  func boundsReplies() async {
    let service = FakeService([.json(["status": .string(String(repeating: "a", count: 2_000))])])
    let tight = OperationCaller(channel: service, tokens: FixedToken("t"), replyLimits: .init(bytes: 1_000))
    let error = await #expect(throws: PolderError.self) { try await tight.call(GetTaskStatus.self, path: 1) }
    #expect(error?.code == .transportUnusableAnswer)
  }

  @Test("A GET is repeated after a broken connection and gives the later reply")
  func repeatsReads() async throws {
    let service = FakeService([.interrupted, .unreachable, .json(["status": "completed"])])
    #expect(try await caller(service).call(GetTaskStatus.self, path: 1).status == "completed")
    #expect(await service.calls.count == 3)
  }

  @Test("A POST that may have arrived is never sent a second time blindly")
  func neverRepeatsPostsBlindly() async {
    for failure in [FakeService.Reaction.interrupted, .timeout] {
      let service = FakeService([failure, .json(Self.message)])
      let error = await #expect(throws: PolderError.self) { try await caller(service).call(KillTask.self) }
      #expect(error?.isSurelyNotSent == false)
      #expect(await service.calls.count == 1)
    }
  }

  @Test("A PATCH that may have arrived is not repeated either")
  func neverRepeatsPatchesBlindly() async {
    let service = FakeService([.interrupted, .json(Self.message)])
    await #expect(throws: PolderError.self) { try await caller(service).call(UpdateRun.self, path: 1) }
    #expect(await service.calls.count == 1)
  }

  @Test("A POST that surely was not sent is sent again")
  func repeatsUnsentPosts() async throws {
    let service = FakeService([.unreachable, .unreachable, .json(Self.message)])
    #expect(try await caller(service).call(KillTask.self).msg == "done")
    #expect(await service.calls.count == 3)
  }

  @Test("A POST with a key is repeated after a broken connection, with the same key each time")
  func repeatsPostsWithKey() async throws {
    let service = FakeService([.interrupted, .interrupted, .json(Self.message)])
    #expect(try await caller(service).call(KillTask.self, idempotencyKey: "k-1").msg == "done")
    let keys = await service.calls.map { call in call.headers.first { $0.name == "Idempotency-Key" }?.value }
    #expect(keys == ["k-1", "k-1", "k-1"])
  }

  @Test("A POST with a key that may have arrived is not repeated at a service that may pass over the key")
  func neverRepeatsUnheededKeys() async throws {
    let service = FakeService([.unreachable, .interrupted, .json(Self.message)])
    let error = await #expect(throws: PolderError.self) {
      try await caller(service).call(KillTask.self, idempotencyKey: "k-1", isKeyHeeded: false)
    }
    #expect(error?.code == .transportInterrupted)
    #expect(await service.calls.count == 2)
  }

  @Test("Attempts end, and the last failure is told")
  func givesUp() async {
    let service = FakeService([.unreachable])
    let error = await #expect(throws: PolderError.self) {
      try await caller(service, attempts: 3).call(GetTaskStatus.self, path: 1)
    }
    #expect(error?.code == .transportUnreachable)
    #expect(await service.calls.count == 3)
  }
}
