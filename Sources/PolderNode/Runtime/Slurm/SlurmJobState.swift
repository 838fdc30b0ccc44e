/// What Slurm says of a job, as far as it matters here.
enum SlurmJobState: Sendable, Hashable {
  /// It waits for its turn.
  case pending
  /// It runs, or is on its way from one state to another.
  case live
  case completed, failed, cancelled, timeout, outOfMemory, nodeFailed, preempted

  /// Reads one of Slurm's words. What is not known is taken for alive: nothing is given up for a new word.
  init(_ word: String) {
    self =
      switch word {
      case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD": .pending
      case "COMPLETED": .completed
      case "FAILED": .failed
      case "CANCELLED", "REVOKED": .cancelled
      case "TIMEOUT", "DEADLINE": .timeout
      case "OUT_OF_MEMORY": .outOfMemory
      case "NODE_FAIL", "BOOT_FAIL", "LAUNCH_FAILED", "RECONFIG_FAIL": .nodeFailed
      case "PREEMPTED": .preempted
      default: .live
      }
  }

  /// Whether a process of it may be alive, or may come to life.
  var isAlive: Bool { self == .pending || self == .live }
}
