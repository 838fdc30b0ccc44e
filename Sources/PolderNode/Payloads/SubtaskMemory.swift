import PolderCore
import Synchronization

/// What the proxy of one run remembers of the results that it saw, for as long as the node runs.
final class SubtaskMemory: Sendable {
  /// Where a result belongs, as the server says.
  struct Origin: Sendable, Hashable {
    /// The task.
    let task: TaskID
    /// The run.
    let run: RunID
  }

  private struct State {
    var blobs: [BlobID: Origin] = [:]
    var runs: [TaskID: [OrganizationID: RunID]] = [:]
  }

  private static let limit = 20_000

  private let state = Mutex(State())

  /// Notes where a blob belongs.
  func note(_ blob: BlobID, _ origin: Origin) {
    state.withLock { state in
      if state.blobs.count >= Self.limit { state.blobs = [:] }
      state.blobs[blob] = origin
    }
  }

  /// Where a blob belongs.
  func origin(of blob: BlobID) -> Origin? { state.withLock { $0.blobs[blob] } }

  /// Whether an organization's result of the task was seen as another run's; the first one is kept.
  func isOfOtherRun(_ organization: OrganizationID, _ origin: Origin) -> Bool {
    state.withLock { state in
      if state.runs.count >= Self.limit { state.runs = [:] }
      if let known = state.runs[origin.task]?[organization] { return known != origin.run }
      state.runs[origin.task, default: [:]][organization] = origin.run
      return false
    }
  }
}
