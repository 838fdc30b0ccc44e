import Glibc

extension Supervisor {
  /// Writes down how it ended; nothing of the run is alive any more.
  mutating func finish(_ course: RunCourse, _ last: Sample, problem: Failure?) {
    // Nobody holds the other end now, unless it was passed to a process outside.
    while log.drain(outputEnd.number, chunks: 16) == .more {}
    end(
      RunEnd(
        reason: problem == nil ? course.reason ?? .killed : .startFailed, status: course.status, error: problem?.text,
        endedAt: Clock.unixMilliseconds, wall: (course.endedAt ?? Clock.now) - course.startedAt, cpu: last.cpu,
        peakMemory: max(last.peakMemoryBytes, ThisProcess.reapedPeak), peakProcesses: peakProcesses, logBytes: log.kept,
        logTruncated: log.isTruncated))
    // Nobody waits for the rest: how it ended matters more than what it said, should the power fail right now.
    log.synchronize()
    // The kernel may count somebody in for a moment longer.
    for _ in 0..<200 {
      if Cgroup.remove(state.cgroups) { break }
      usleep(5000)
    }
  }

  /// Writes down that the command could not be started.
  mutating func refuse(_ why: String) {
    end(
      RunEnd(
        reason: .startFailed, status: nil, error: why, endedAt: Clock.unixMilliseconds, wall: .zero, cpu: .zero,
        peakMemory: 0, peakProcesses: 0, logBytes: 0, logTruncated: false))
  }

  private mutating func end(_ end: RunEnd) {
    state.phase = .exited
    state.ended = end
    while true {
      do {
        try file.write(state)
        return
      } catch {
        // Without the folder there is nobody to tell.
        guard FileText.exists(folder) else { return }
        // A full disk: as long as the end is not written, the lock is held, and nobody takes the run for lost.
        sleep(1)
      }
    }
  }
}
