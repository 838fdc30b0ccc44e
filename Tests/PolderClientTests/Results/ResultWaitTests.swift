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
  static func wait(_ api: FakeAPI) async -> ResultWait {
    ResultWait(task: 6, result: await UserClient.fixed(api).result, sleep: Self.forever)
  }

  /// A pause that ends with its task alone.
  @Sendable static func forever(_ pause: Duration) async throws {
    let (forever, _) = AsyncStream.makeStream(of: Void.self)
    for await _ in forever {}
    throw CancellationError()
  }

  @Test("A task that has ended already needs no event")
  func returnsAtOnce() async throws {
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let results = try await Self.wait(Self.api("completed", "completed", "completed")).results(events)
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
    let wait = await Self.wait(api)
    async let results = wait.results(events)
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
    let wait = await Self.wait(api)
    async let results = wait.results(events)
    // Once for where they stand and once for what the events are about.
    await api.received(Self.runs, times: 2)
    await Self.settle(api, "failed", "failed", "completed")
    tell.yield(.event(.statusUpdate, ["run_id": 8]))
    #expect(try await results.map(\.status) == ["failed", "completed"])
    #expect(await api.count(Self.results) == 1, "asked for once all have ended, so that none is missed")
  }

  @Test("A result that breaks off each time it is fetched ends the wait in the end")
  func givesUpOnBrokenResults() async throws {
    let api = Self.api("completed", "completed", "completed")
    await api.answer(
      Self.results,
      ResultFixtures.page([
        ResultFixtures.result(7, EncryptedWorld.blob, blob: true), ResultFixtures.result(8, nil),
      ]))
    await api.answer(BlobResultTests.address, .fail(.transportInterrupted))
    var wait = await Self.wait(api)
    wait.sleep = { _ in try Task.checkCancellation() }
    let hasty = wait
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let error = await #expect(throws: PolderError.self) { try await hasty.results(events) }
    #expect(error?.code == .transportInterrupted)
    #expect(await api.count(BlobResultTests.address) == 10)
  }

  @Test("Without any event the server is asked from time to time")
  func asksByItself() async throws {
    let api = Self.api("pending", "pending", "pending")
    let gate = PauseGate()
    var wait = await Self.wait(api)
    wait.sleep = gate.wait
    let paced = wait
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = paced.results(events)
    await api.received(Self.status)
    gate.pass()
    await api.received(Self.status, times: 2)
    await Self.settle(api, "completed", "completed", "completed")
    gate.pass()
    #expect(try await results.count == 2)
    #expect(gate.asked.prefix(2) == [.seconds(1), .milliseconds(1_500)])
  }

  @Test("A server that is away for a while is waited for")
  func endures() async throws {
    let api = Self.api("pending", "pending", "pending")
    await api.answer(
      Self.status, .json(["status": "pending"]), .fail(.transportUnreachable), .fail(.transportTimeout),
      .json(["msg": "The server is busy"], 503), .answer(BadAnswerTests.page), .json(["status": "completed"]))
    await Self.settleRunsOnly(api)
    let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self)
    let wait = await Self.wait(api)
    async let results = wait.results(events)
    for times in 1...5 {
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
    let refusal = await #expect(throws: RequestRefusal.self) { try await Self.wait(api).results(events) }
    #expect(refusal?.message == text)
  }

  @Test("Cancelling ends the wait")
  func endsWhenCancelled() async throws {
    let api = Self.api("pending", "pending", "pending")
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let task = Task { try await Self.wait(api).results(events) }
    await api.received(Self.status)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("Only what may tell of an end of this task makes it ask")
  func ignoresOthers() async {
    let wait = await Self.wait(FakeAPI([:]))
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

  @Test("What was asked too early is asked again soon: an event sets the pauses back to the first")
  func beginsAnew() async throws {
    let api = Self.api("pending", "pending", "pending")
    let gate = PauseGate()
    var wait = await Self.wait(api)
    wait.sleep = gate.wait
    let paced = wait
    let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = paced.results(events)
    for times in 1...3 {
      await api.received(Self.status, times: times)
      gate.pass()
    }
    await api.received(Self.status, times: 4)
    await api.received(Self.runs)
    tell.yield(.event(.statusUpdate, ["run_id": 8]))
    await api.received(Self.status, times: 5)
    await Self.settle(api, "completed", "completed", "completed")
    tell.yield(.event(.statusUpdate, ["run_id": 8]))
    _ = try await results
    let pausesAsked = gate.asked
    #expect(pausesAsked.prefix(3) == [.seconds(1), .milliseconds(1_500), .milliseconds(2_250)])
    #expect(pausesAsked.dropFirst(3).contains(.seconds(1)))
  }

  @Test("A deadline ends the wait, and says that the task goes on")
  func endsInTime() async throws {
    let api = Self.api("pending", "pending", "pending")
    var wait = await Self.wait(api)
    wait.timeout = .seconds(77)
    wait.sleep = { pause in
      guard pause != .seconds(77) else { return }
      try await Self.forever(pause)
    }
    let timed = wait
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    let error = await #expect(throws: PolderError.self) { try await timed.results(events) }
    #expect(error?.code == "client-wait-timeout")
    #expect(error?.object == "task 6")
    #expect(error?.message.contains("goes on") == true)
  }

  @Test("A deadline that is not reached changes nothing")
  func keepsTime() async throws {
    var wait = await Self.wait(Self.api("completed", "completed", "completed"))
    wait.timeout = .seconds(77)
    let timed = wait
    let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
    #expect(try await timed.results(events).map(\.run) == [7, 8])
  }

  @Test("Progress tells how many runs have ended, each time the server was asked")
  func tellsProgress() async throws {
    let api = Self.api("active", "completed", "active")
    let told = Mutex<[TaskProgress]>([])
    var wait = await Self.wait(api)
    wait.progress = { progress in told.withLock { $0.append(progress) } }
    let telling = wait
    let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self)
    async let results = telling.results(events)
    // Once for the progress and once for what the events are about.
    await api.received(Self.runs, times: 2)
    await Self.settle(api, "completed", "completed", "completed")
    tell.yield(.resynced)
    _ = try await results
    let steps = told.withLock { $0 }
    #expect(steps.first?.ended == 1)
    #expect(steps.last?.ended == 2)
    #expect(steps.allSatisfy { $0.total == 2 && $0.task == 6 && $0.elapsed >= .zero })
    #expect(await api.count(Self.status) == 0, "the runs tell the same")
  }

  @Test("Where no events are to be had the wait goes on by asking")
  func goesOnWithoutEvents() async throws {
    let api = Self.api("pending", "pending", "pending")
    let gate = PauseGate()
    var wait = await Self.wait(api)
    wait.sleep = gate.wait
    let paced = wait
    async let results = paced.results { throw PolderError("realtime-connect", "as told") }
    // The second time is for the feed that could not be had.
    await api.received(Self.status, times: 2)
    await Self.settle(api, "completed", "completed", "completed")
    gate.pass()
    #expect(try await results.map(\.status) == ["completed", "completed"])
  }

  @Test("A socket that is refused, or lost again and again, leaves the asking as it is")
  func goesOnWithoutSockets() async throws {
    let api = Self.api("pending", "pending", "pending")
    let sockets = FakeSockets()
    let gate = PauseGate()
    var wait = await Self.wait(api)
    wait.sleep = gate.wait
    let paced = wait
    async let results = paced.results {
      EventFeed(caller: api.caller, tokens: NumberedTokens(last: 1)) { sockets.next($0) }
    }
    let socket = try await sockets.socket()
    try await socket.connect()
    socket.fail()
    socket.push(.expiredToken)
    await api.received(Self.status)
    await Self.settle(api, "completed", "completed", "completed")
    gate.pass()
    #expect(try await results.map(\.status) == ["completed", "completed"])
  }
}
