import PolderCore
import Synchronization
import Testing

@testable import PolderPrompt

@Suite("Following logs")
struct LogFollowTests {
  /// Gives one answer after the other, and the last for ever.
  final class Source: Sendable {
    private let answers: Mutex<[Result<[Wire.Run], any Error>]>
    init(_ answers: [Result<[Wire.Run], any Error>]) { self.answers = Mutex(answers) }

    func next() throws -> [Wire.Run] {
      try answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
    }
  }

  static func run(_ id: RunID, _ status: String, _ log: String?) -> Wire.Run {
    Wire.Run(
      organization: Wire.Link(id: 2, link: "", methods: []), task: nil,
      results: Wire.Link(id: id, link: "", methods: []),
      node: .none, ports: [], id: id, input: nil, assignedAt: nil, startedAt: nil, finishedAt: nil, status: status,
      log: log, cleanupAt: nil, blobStorageUsed: false)
  }

  /// What is shown while answers come, each after a wake.
  static func shown(_ answers: [Result<[Wire.Run], any Error>]) async throws -> [String] {
    let (lines, source) = (Lines(), Source(answers))
    let follow = LogFollow(runs: { try source.next() }, show: { lines.tell($0) })
    let wakes = AsyncStream<Void> { continuation in
      for _ in answers { continuation.yield() }
      continuation.finish()
    }
    _ = try await follow.follow(wakes)
    return lines.all
  }

  @Test("Only what is new is shown, and each change of the status once")
  func showsWhatIsNew() async throws {
    let lines = try await Self.shown([
      .success([Self.run(1, "pending", nil)]), .success([Self.run(1, "active", "one\n")]),
      .success([Self.run(1, "active", "one\ntwo\n")]), .success([Self.run(1, "completed", "one\ntwo\nthree\n")]),
    ])
    let mark = "[run 1, organization 2]"
    #expect(
      lines == [
        "\(mark) pending", "\(mark) one", "\(mark) active", "\(mark) two", "\(mark) three", "\(mark) completed",
      ])
  }

  @Test("A log that is replaced by the whole one at the end does not show its lines twice")
  func survivesTheLastLog() async throws {
    let lines = try await Self.shown([
      .success([Self.run(1, "active", "one\n\ntwo")]), .success([Self.run(1, "completed", "one\ntwo\nthree")]),
    ])
    #expect(
      lines.map { $0.split(separator: " ").last.map(String.init) } == ["one", "two", "active", "three", "completed"])
  }

  @Test("It goes on until no run is open, and ends with all of them")
  func waitsForAll() async throws {
    let source = Source([
      .success([Self.run(1, "completed", "a"), Self.run(2, "active", nil)]),
      .success([Self.run(1, "completed", "a"), Self.run(2, "crashed", "b")]),
    ])
    let follow = LogFollow(runs: { try source.next() }, show: { _ in })
    let wakes = AsyncStream<Void> { $0.yield() }
    let ended = try await follow.follow(wakes)
    #expect(ended.map(\.status) == ["completed", "crashed"])
  }

  @Test(
    "A loss of the connection that passes does not end it", arguments: ["transport-unreachable", "transport-timeout"])
  func endures(_ code: String) async throws {
    let lines = try await Self.shown([
      .success([Self.run(1, "active", nil)]), .failure(PolderError(PolderError.Code(rawValue: code), "gone")),
      .failure(RequestRefusal(503, "starting")),
      .success([Self.run(1, "completed", "a")]),
    ])
    #expect(lines.map { $0.split(separator: " ").last.map(String.init) } == ["active", "a", "completed"])
  }

  @Test("A server that can not be reached from the start is told at once")
  func needsAServer() async throws {
    let error = await #expect(throws: PolderError.self) {
      try await Self.shown([.failure(PolderError("transport-unreachable", "nobody there"))])
    }
    #expect(error?.code == "transport-unreachable")
  }

  @Test("A refusal ends it, and so does the end of the wakes")
  func gives() async throws {
    await #expect(throws: RequestRefusal.self) {
      _ = try await Self.shown([.failure(RequestRefusal(404, "no such task"))])
    }
    await #expect(throws: CancellationError.self) { _ = try await Self.shown([.success([Self.run(1, "active", nil)])]) }
  }

  @Test("Once shows what there is, without statuses")
  func once() async throws {
    let lines = Lines()
    let runs = [Self.run(1, "active", "a\r\nb\u{1b}[1m"), Self.run(2, "pending", nil)]
    try await LogFollow(runs: { runs }, show: { lines.tell($0) }).once()
    #expect(lines.all == ["[run 1, organization 2] a", "[run 1, organization 2] b\\u{1b}[1m"])
  }
}
