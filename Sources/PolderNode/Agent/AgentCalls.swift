import PolderCore
import PolderTransport

/// The calls to the server by which an agent decides about runs.
struct AgentCalls: Sendable {
  private let caller: OperationCaller

  init(channel: any HTTPCaller, tokens: any TokenSource, retries: RetryPolicy) {
    caller = OperationCaller(channel: channel, tokens: tokens, retries: retries)
  }

  /// The address of a store; nil when the server has none for it.
  func address(of store: AlgorithmStoreID) async throws -> String? {
    do {
      return try await caller.call(GetAlgorithmStore.self, path: store).url
    } catch let refusal as RequestRefusal where refusal.status == 404 {
      return nil
    }
  }

  /// Whether the server says that a run has ended, or that there is none of that number.
  func isOver(_ run: RunID) async throws -> Bool {
    do {
      let found = try await caller.call(GetRun.self, path: run)
      return found.finishedAt != nil || RunStatus(rawValue: found.status)?.isFinished == true
    } catch let refusal as RequestRefusal where refusal.status == 404 && refusal.message.contains("\(run)") {
      // A proxy that does not find the server would not name the run.
      return true
    }
  }
}
