import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderClient

@Suite("Waiting for results", .timeLimit(.minutes(10)))
struct ResultWaitTests {
  static let status = "GET /task/6/status"
  static let runs = "GET /run?task_id=6"
  static let results = "GET /result?task_id=6"

  /// A task with runs 7 and 8 that stand so.
  static func api(_ task: String, _ first: String, _ second: String) -> FakeAPI {
    FakeAPI([
      status: [.json(["status": .string(task)])],
      runs: [ResultFixtures.page([ResultFixtures.run(7, status: first), ResultFixtures.run(8, status: second)])],
      results: [ResultFixtures.page([ResultFixtures.result(7, nil), ResultFixtures.result(8, nil)])],
    ])
  }

  static func settle(_ api: FakeAPI, _ task: String, _ first: String, _ second: String) async {
    await api.answer(
      runs, ResultFixtures.page([ResultFixtures.run(7, status: first), ResultFixtures.run(8, status: second)]))
    await api.answer(status, .json(["status": .string(task)]))
  }

  /// A wait whose pauses do not end by themselves.
  func wait(_ api: FakeAPI) -> ResultWait {
    ResultWait(task: 6, caller: api.caller) { _ in
      let (forever, _) = AsyncStream.makeStream(of: Void.self)
      for await _ in forever {}
      throw CancellationError()
    }
  }

  @Test("A task that has ended already needs no event")
  func returnsAtOnce() async throws {
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let results = try await wait(Self.api("completed", "completed", "completed")).results(events)
    #expect(results.map(\.run) == [7, 8])
  }

  @Test(
    "An event about the task wakes the wait",
    arguments: [
      FeedEvent.event(.statusUpdate, ["run_id": 8]),
      .event(.algorithmStatusChange, ["task_id": 6, "run_id": 7, "status": "completed"]),
      .event(.killContainers, ["collaboration_id": 1]), .resynced,
    ])
  func wakes(event: FeedEvent) async throws {
    let api = Self.api("pending", "pending", "pending")
    let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = wait(api).results(events)
    await api.received(Self.status)
    await api.received(Self.runs)
    await Self.settle(api, "completed", "completed", "completed")
    tell.yield(event)
    #expect(try await results.map(\.status) == ["completed", "completed"])
    #expect(await api.count(Self.status) == 2)
  }

  @Test("A failed task whose other runs still work is waited for (deviation 62)")
  func waitsForAllRuns() async throws {
    let api = Self.api("failed", "failed", "active")
    let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = wait(api).results(events)
    await api.received(Self.results)
    await Self.settle(api, "failed", "failed", "completed")
    tell.yield(.event(.statusUpdate, ["run_id": 8]))
    #expect(try await results.map(\.status) == ["failed", "completed"])
    #expect(await api.count(Self.results) == 2)
  }

  @Test("Without any event the server is asked from time to time")
  func asksByItself() async throws {
    let api = Self.api("pending", "pending", "pending")
    let (pauses, pass) = AsyncStream.makeStream(of: Void.self)
    let asked = Mutex<[Duration]>([])
    let wait = ResultWait(task: 6, caller: api.caller) { pause in
      asked.withLock { $0.append(pause) }
      for await _ in pauses { return }
      throw CancellationError()
    }
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = wait.results(events)
    await api.received(Self.status)
    pass.yield()
    await api.received(Self.status, times: 2)
    await Self.settle(api, "completed", "completed", "completed")
    pass.yield()
    #expect(try await results.count == 2)
    #expect(asked.withLock { $0.prefix(2) } == [.seconds(1), .milliseconds(1_500)])
  }

  @Test("A server that is away for a while is waited for")
  func endures() async throws {
    let api = Self.api("pending", "pending", "pending")
    await api.answer(
      Self.status, .fail(.transportUnreachable), .fail(.transportTimeout), .json(["msg": "The server is busy"], 503),
      .json(["status": "completed"]))
    await Self.settleRunsOnly(api)
    let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = wait(api).results(events)
    for times in 1...3 {
      await api.received(Self.status, times: times)
      tell.yield(.resynced)
    }
    #expect(try await results.map(\.status) == ["completed", "completed"])
  }

  static func settleRunsOnly(_ api: FakeAPI) async {
    await api.answer(
      runs,
      ResultFixtures.page([ResultFixtures.run(7, status: "completed"), ResultFixtures.run(8, status: "completed")])
    )
  }

  @Test(
    "A refusal ends the wait with its text instead of looking like an end of the task",
    arguments: [(401, "You lack the permission to do that!"), (404, "Task id=6 is not found"), (500, "unexpected")])
  func tellsRefusals(status: Int, text: String) async throws {
    let api = Self.api("pending", "pending", "pending")
    await api.answer(Self.status, .json(["msg": .string(text)], status))
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let refusal = await #expect(throws: RequestRefusal.self) { try await wait(api).results(events) }
    #expect(refusal?.message == text)
  }

  @Test("Cancelling ends the wait")
  func endsWhenCancelled() async throws {
    let api = Self.api("pending", "pending", "pending")
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let task = Task { try await wait(api).results(events) }
    await api.received(Self.status)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("Only what may tell of an end of this task makes it ask")
  func ignoresOthers() {
    let wait = wait(FakeAPI([:]))
    let runs: Set<RunID> = [7, 8]
    #expect(wait.concerns(.event(.statusUpdate, ["run_id": 8]), runs))
    #expect(!wait.concerns(.event(.statusUpdate, ["run_id": 9]), runs))
    #expect(wait.concerns(.event(.statusUpdate, ["run_id": 9]), nil), "in doubt it asks")
    #expect(wait.concerns(.event(.statusUpdate, ["other": 9]), runs), "in doubt it asks")
    #expect(!wait.concerns(.event(.algorithmStatusChange, ["task_id": 5]), runs))
    #expect(wait.concerns(.event(.algorithmStatusChange, nil), runs), "in doubt it asks")
    for name in [EventName.newTask, .nodeOnline, .message, .algorithmLog] {
      #expect(!wait.concerns(.event(name, ["task_id": 6, "run_id": 8]), runs))
    }
  }
}
