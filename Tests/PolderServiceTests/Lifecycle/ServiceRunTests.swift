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

  @Test("a service that fails ends the others, and its error comes back")
  func failing() async throws {
    let journal = Journal()
    let started = AsyncStream.makeStream(of: Void.self)
    let waiting = Waiting(name: "database", journal: journal, started: started.continuation)
    let run = ServiceRun([waiting, Failing()], logger: silent(), signals: [])
    await #expect(throws: Failing.Broken.self) { try await run.run() }
  }
}
