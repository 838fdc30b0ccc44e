import PolderService
import Synchronization

/// A server that runs in this process.
public final class RunningServer: Sendable {
  /// The port it listens at.
  public let port: Int
  /// The port at which it tells Prometheus its figures; nil where it does not.
  public let metricsPort: Int?
  private let starting: Starting
  private let task: Task<Void, any Error>

  init(ports: Ports, starting: Starting, task: Task<Void, any Error>) {
    port = ports.main
    metricsPort = ports.metrics
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
  /// Where a server listens.
  struct Ports: Sendable {
    let main: Int
    let metrics: Int?
  }

  /// The time between the beginning of a server and its ports.
  final class Starting: Sendable {
    private struct State {
      var run: ServiceRun?
      var main: Int?
      var metrics: Int?
      var result: Result<Ports, any Error>?
      var waiting: CheckedContinuation<Ports, any Error>?
    }

    private let tellsMetrics: Bool
    private let state = Mutex(State())

    init(tellsMetrics: Bool) { self.tellsMetrics = tellsMetrics }

    var run: ServiceRun? { state.withLock { $0.run } }

    func take(_ run: ServiceRun) { state.withLock { $0.run = run } }

    func isRunning(at port: Int) {
      state.withLock { $0.main = port }
      settleWhenKnown()
    }

    func tellsMetrics(at port: Int) {
      state.withLock { $0.metrics = port }
      settleWhenKnown()
    }

    private func settleWhenKnown() {
      let (main, metrics) = state.withLock { ($0.main, $0.metrics) }
      guard let main, metrics != nil || !tellsMetrics else { return }
      settle(.success(Ports(main: main, metrics: metrics)))
    }

    func hasEnded(_ error: (any Error)?) { settle(.failure(error ?? CancellationError())) }

    func ports() async throws -> Ports {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state -> Result<Ports, any Error>? in
          if state.result == nil { state.waiting = continuation }
          return state.result
        }
        if let result { continuation.resume(with: result) }
      }
    }

    private func settle(_ result: Result<Ports, any Error>) {
      let waiting = state.withLock { state -> CheckedContinuation<Ports, any Error>? in
        guard state.result == nil else { return nil }
        state.result = result
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume(with: result)
    }
  }
}
