/// How a run ended whose job is over: what its supervisor wrote down, seen in the light of what the cluster says.
struct SlurmVerdict: Sendable, Hashable {
  /// The end.
  var exit: RuntimeExit
  /// Whether the end itself is unknown, although nothing of the run is alive.
  var isLost = false

  /// The end that a supervisor wrote down. A supervisor that gets SIGTERM can not know who wanted it, and a process of the
  /// run may have got the cluster's signal first.
  init(written exit: RuntimeExit, job: SlurmJob?, isKillRequested: Bool) {
    self.exit = exit
    guard Self.isAmbiguous(exit, isKillRequested: isKillRequested), let job else { return }
    switch job.state {
    case .cancelled where isKillRequested: self.exit.cause = .killed
    case .timeout, .outOfMemory, .cancelled: take(job)
    case .nodeFailed, .preempted: lose(job)
    case .pending, .live, .completed, .failed: break
    }
  }

  /// The end of a job whose supervisor wrote none.
  /// - Parameters:
  ///   - job: the job; nil when the controller knows of none
  ///   - began: whether the run's program may have been started
  ///   - isKillRequested: whether the node wanted the end
  ///   - output: what the job said on its own
  init(unwrittenBy job: SlurmJob?, began: Bool, isKillRequested: Bool, output: String?) {
    exit = RuntimeExit(cause: .exit, detail: RuntimeExit.lostDetail)
    switch job?.state {
    case .timeout, .outOfMemory: take(job)
    case .cancelled where isKillRequested: exit = RuntimeExit(cause: .killed)
    case .cancelled: take(job)
    case .nodeFailed, .preempted: lose(job)
    case .completed, .failed, .pending, .live, nil:
      if began {
        endByForce(output)
      } else if isKillRequested {
        exit = RuntimeExit(cause: .killed)
      } else {
        let words = ["The job did not start the run", job?.reason.map { " (\($0))" }, output.map { ": \($0)" }, "."]
        exit = RuntimeExit(cause: .startFailed, detail: words.compactMap(\.self).joined())
      }
    }
  }

  /// Whether the supervisor's word leaves open who ended the run.
  static func isAmbiguous(_ exit: RuntimeExit, isKillRequested: Bool) -> Bool {
    switch exit.cause {
    case .killed: !isKillRequested
    case .exit: exit.code != 0
    case .memory, .cpu, .processes, .wall, .startFailed: false
    }
  }

  private mutating func take(_ job: SlurmJob?) {
    (exit.code, exit.signal) = (nil, nil)
    switch job?.state {
    case .timeout:
      exit.cause = .wall
      exit.detail = "The cluster ended the job at its time limit."
    case .outOfMemory:
      exit.cause = .memory
      exit.detail = Self.memoryDetail
    default:
      exit.cause = .killed
      exit.detail = "The job was cancelled at the cluster."
    }
  }

  /// Clusters without control groups end a job for its memory and then call it failed; only the output tells.
  private mutating func endByForce(_ output: String?) {
    let said = output?.lowercased() ?? ""
    if ["memory limit", "oom_kill", "oom-kill"].contains(where: said.contains) {
      exit = RuntimeExit(cause: .memory, detail: Self.memoryDetail)
    } else {
      isLost = true
    }
  }

  private static let memoryDetail = "The cluster ended the job for its memory."

  private mutating func lose(_ job: SlurmJob?) {
    isLost = true
    exit.cause = .exit
    (exit.code, exit.signal) = (nil, nil)
    exit.detail =
      job?.state == .preempted
      ? "The cluster gave the job's place to another job (preempted)."
      : "The machine that executed the job failed (\(job?.word ?? "NODE_FAIL"))."
  }
}
