import Foundation
import Logging
import PolderService
import ServiceLifecycle
import Synchronization
import Testing
import UnixSignals

struct ServiceRunTests {
  private final class Journal: Sendable {
    let entries = Mutex<[String]>([])
    func note(_ entry: String) { entries.withLock { $0.append(entry) } }
    var all: [String] { entries.withLock { $0 } }
  }

  private struct Waiting: Service {
    let name: String
    let journal: Journal
    let started: AsyncStream<Void>.Continuation

    func run() async throws {
      started.yield()
      try await gracefulShutdown()
      journal.note("end " + name)
    }
  }

  /// Ends only when it is let go, whoever cancels it.
  private struct Stubborn: Service {
    let started: AsyncStream<Void>.Continuation
    let cancelled: AsyncStream<Void>.Continuation
    let release: AsyncStream<Void>

    func run() async throws {
      started.yield()
      await withTaskCancellationHandler {
        await Task { [release] in
          for await _ in release {}
        }.value
      } onCancel: {
        cancelled.finish()
      }
    }
  }

  private struct Failing: Service {
    struct Broken: Error {}
    func run() async throws { throw Broken() }
  }

  private func silent() -> Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  @Test("services end in the opposite order of their start, when told and at a signal", arguments: [false, true])
  func ending(bySignal: Bool) async throws {
    let journal = Journal()
    let started = AsyncStream.makeStream(of: Void.self)
    let services = ["database", "http"].map { Waiting(name: $0, journal: journal, started: started.continuation) }
    let run = ServiceRun(services, logger: silent(), signals: [.sigusr2])
    let task = Task { try await run.run() }
    var count = 0
    for await _ in started.stream {
      count += 1
      if count == services.count { break }
    }
    if bySignal { kill(getpid(), SIGUSR2) } else { await run.stop() }
    try await task.value
    #expect(journal.all == ["end http", "end database"])
  }

  @Test("services of another's process that do not end in time are cancelled and waited for, and the process goes on")
  func overdue() async throws {
    let started = AsyncStream.makeStream(of: Void.self)
    let cancelled = AsyncStream.makeStream(of: Void.self)
    let release = AsyncStream.makeStream(of: Void.self)
    let service = Stubborn(
      started: started.continuation, cancelled: cancelled.continuation, release: release.stream)
    let run = ServiceRun([service], logger: silent(), grace: .zero, signals: [])
    let task = Task { try await run.run() }
    for await _ in started.stream { break }
    await run.stop()
    for await _ in cancelled.stream {}
    // A trap would come as soon as its task does.
    for _ in 0..<1_000 { await Task.yield() }
    release.continuation.finish()
    try await task.value
  }

  @Test("a service that fails ends the others, and its error comes back")
  func failing() async throws {
    let journal = Journal()
    let started = AsyncStream.makeStream(of: Void.self)
    let waiting = Waiting(name: "database", journal: journal, started: started.continuation)
    let run = ServiceRun([waiting, Failing()], logger: silent(), signals: [])
    await #expect(throws: Failing.Broken.self) { try await run.run() }
  }
}
