import PolderService
import Synchronization

/// A server that runs in this process.
public final class RunningServer: Sendable {
  /// The port it listens at.
  public let port: Int
  private let starting: Starting
  private let task: Task<Void, any Error>

  init(port: Int, starting: Starting, task: Task<Void, any Error>) {
    self.port = port
    self.starting = starting
    self.task = task
  }

  /// Ends the server as SIGTERM would, and returns once it has ended.
  public func stop() async throws {
    await starting.run?.stop()
    try await task.value
  }

  /// Waits until the server ends by itself.
  public func wait() async throws { try await task.value }
}

extension RunningServer {
  /// The time between the beginning of a server and its port.
  final class Starting: Sendable {
    private struct State {
      var run: ServiceRun?
      var result: Result<Int, any Error>?
      var waiting: CheckedContinuation<Int, any Error>?
    }

    private let state = Mutex(State())

    var run: ServiceRun? { state.withLock { $0.run } }

    func take(_ run: ServiceRun) { state.withLock { $0.run = run } }

    func isRunning(at port: Int) { settle(.success(port)) }

    func hasEnded(_ error: (any Error)?) { settle(.failure(error ?? CancellationError())) }

    func port() async throws -> Int {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state -> Result<Int, any Error>? in
          if state.result == nil { state.waiting = continuation }
          return state.result
        }
        if let result { continuation.resume(with: result) }
      }
    }

    private func settle(_ result: Result<Int, any Error>) {
      let waiting = state.withLock { state -> CheckedContinuation<Int, any Error>? in
        guard state.result == nil else { return nil }
        state.result = result
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume(with: result)
    }
  }
}
