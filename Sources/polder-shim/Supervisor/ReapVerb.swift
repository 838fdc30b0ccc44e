import Glibc

/// `polder-shim reap FOLDER`: makes sure that nothing of a run is alive whose supervisor died, and writes that down.
struct ReapVerb {
  let folder: String

  func perform() throws(Failure) -> ExitCode {
    let folder = try RunVerb.absolute(folder)
    let lock = try RunLock(folder: folder)
    let file = StateFile(folder: folder)
    var state = try file.read()
    if state.phase == .exited { return .done }
    if state.boot == (try ThisProcess.boot()) {
      var table = ProcessTable()
      let deadline = Clock.now + .seconds(10)
      while endOnce(state, &table) {
        guard Clock.now < deadline else { throw Failure(.alive, "\(folder): a process of the run can not be killed") }
        usleep(5000)
      }
    }
    state.phase = .exited
    state.ended = RunEnd(
      reason: .lost, status: nil, error: nil, endedAt: Clock.unixMilliseconds, wall: .zero, cpu: .zero, peakMemory: 0,
      peakProcesses: 0, logBytes: 0, logTruncated: false)
    try file.write(state)
    _ = consume lock
    return .done
  }

  /// Kills who is left; whether anybody was.
  private func endOnce(_ state: RunState, _ table: inout ProcessTable) -> Bool {
    var alive = false
    // Its number is not given again as long as its session has a member, so others in it are the run's, too.
    if let child = state.child, table.entry(child.pid).map({ $0.identity == child }) ?? true {
      for entry in table.members(ofSession: child.pid) where !entry.isDead {
        var below = TreeEnd(root: entry.identity.pid)
        ProcessSignal.send(SIGSTOP, to: entry.identity, &table)
        _ = below.kill()
        ProcessSignal.send(SIGKILL, to: entry.identity, &table)
        alive = true
      }
    }
    for folder in state.cgroups {
      for pid in (FileText.string("\(folder)/cgroup.procs") ?? "").split(separator: "\n").compactMap({ Int32($0) }) {
        guard let entry = table.entry(pid), !entry.isDead else { continue }
        ProcessSignal.send(SIGKILL, to: entry.identity, &table)
        alive = true
      }
    }
    if !alive, !Cgroup.remove(state.cgroups) { alive = true }
    return alive
  }
}
