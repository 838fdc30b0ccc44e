import Logging

@testable import PolderNode

/// A helper that is kept running for a test: tells of each time that it begins to serve.
struct RunningHelper: Sendable {
  private let task: Task<Void, Never>
  private let changes: AsyncStream<Bool>

  init(_ command: HelperCommand) throws {
    let process = try HelperProcess(command)
    let (changes, change) = AsyncStream.makeStream(of: Bool.self)
    self.changes = changes
    var supervisor = HelperSupervisor(
      name: command.name, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      launch: { await process.run(ready: $0) }, now: { .zero },
      pause: { duration in
        // What is overdue is of no matter here; the pauses between starts pass at once.
        if duration == HelperMachine.patience { for await _ in AsyncStream<Void>(unfolding: Self.never) {} }
      })
    supervisor.onChange = { change.yield($0) }
    task = Task { [supervisor] in await supervisor.run() }
  }

  /// Waits until it begins to serve, or ceases to.
  func until(serves: Bool) async {
    for await change in changes where change == serves { return }
  }

  /// Ends it, and waits until its process is gone.
  func stop() async {
    task.cancel()
    await task.value
  }

  private static func never() async -> Void? {
    let (never, continuation) = AsyncStream.makeStream(of: Void.self)
    await withTaskCancellationHandler {
      for await _ in never {}
    } onCancel: {
      continuation.finish()
    }
    return nil
  }
}
