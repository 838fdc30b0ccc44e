/// Where a run stands; the raw value is the text in the database and on the wire.
public enum RunStatus: String, Hashable, Sendable, CaseIterable, Codable {
  /// Waiting for its node.
  case pending
  /// Its node has taken it up.
  case initializing
  /// The algorithm is running.
  case active
  /// The algorithm ended well and the result was delivered.
  case completed
  /// It failed for a reason that no other status names.
  case failed
  /// The algorithm could not be started.
  case startFailed = "start failed"
  /// The image does not exist.
  case noImage = "non-existing Docker image"
  /// The algorithm ended badly.
  case crashed
  /// Somebody stopped it.
  case killed = "killed by user"
  /// The node's policies refuse it.
  case notAllowed = "not allowed"
  /// Nobody knows what became of it.
  case unknownError = "unknown error"

  /// Whether the run ended without a result.
  public var isFailed: Bool { ![.pending, .initializing, .active, .completed].contains(self) }

  /// Whether the run has ended.
  public var isFinished: Bool { self == .completed || isFailed }
}
