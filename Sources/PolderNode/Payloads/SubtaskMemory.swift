import PolderCore
import Synchronization

/// What the proxy of one run remembers of the results that it saw, for as long as the node runs; the journal knows the
/// origins of blobs for longer.
final class SubtaskMemory: Sendable {
  private struct State {
    var blobs: [BlobID: ResultOrigin] = [:]
    var runs: [TaskID: [OrganizationID: RunID]] = [:]
  }

  private static let limit = 20_000

  private let state = Mutex(State())

  /// Notes where blobs belong.
  func note(_ origins: [BlobID: ResultOrigin]) {
    state.withLock { state in
      if state.blobs.count + origins.count > Self.limit { state.blobs = [:] }
      state.blobs.merge(origins) { $1 }
    }
  }

  /// Where a blob belongs.
  func origin(of blob: BlobID) -> ResultOrigin? { state.withLock { $0.blobs[blob] } }

  /// Whether an organization's result of the task was seen as another run's; the first one is kept.
  func isOfOtherRun(_ organization: OrganizationID, _ origin: ResultOrigin) -> Bool {
    state.withLock { state in
      if state.runs.count >= Self.limit { state.runs = [:] }
      if let known = state.runs[origin.task]?[organization] { return known != origin.run }
      state.runs[origin.task, default: [:]][organization] = origin.run
      return false
    }
  }
}
