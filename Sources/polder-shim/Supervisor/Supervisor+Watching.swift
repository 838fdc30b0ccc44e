import CShim
import Glibc

extension Supervisor {
  /// Lets the run take its course; returns when the command and all it started are dead.
  mutating func watch(_ child: Int32, _ meter: inout any Meter, startedAt: Duration, problem: Failure?) -> RunCourse {
    var course = RunCourse(limits: spec.limits, grace: spec.grace, startedAt: startedAt)
    var tree = TreeEnd(root: me)
    var sample = measure(&meter)
    var measuredAt = Clock.now
    if problem != nil { act(.kill, &tree) }
    while true {
      if let status = reap(child) {
        act(course.commandEnded(status, measure(&meter), at: Clock.now), &tree)
      }
      if killRequest.isThere() { act(course.killRequested(at: Clock.now), &tree) }
      if course.phase == .killing {
        if course.status != nil, !hasChildren || !tree.kill() {
          // The dead among them count with their CPU time once they were waited for.
          _ = reap(child)
          return course
        }
        // What can not be killed at once is asleep in the kernel.
        sleep(atMost: course.status == nil ? .milliseconds(100) : .milliseconds(5), &course, &tree)
        if course.status == nil { _ = tree.kill() }
        continue
      }
      act(course.measured(sample, at: Clock.now), &tree)
      let pause = measuredAt + course.pause(after: sample, at: measuredAt) - Clock.now
      sleep(atMost: killRequest.patience.map { min($0, pause) } ?? pause, &course, &tree)
      // Orphans that end wake the supervisor as often as the command likes.
      if Clock.now - measuredAt >= Limits.shortestPause {
        sample = measure(&meter)
        measuredAt = Clock.now
      }
    }
  }

  private func act(_ action: RunCourse.Action?, _ tree: inout TreeEnd) {
    switch action {
    case .terminate: tree.terminate(sparing: spec.spareGenerations)
    case .kill: if hasChildren { _ = tree.kill() }
    case nil: break
    }
  }

  private mutating func measure(_ meter: inout any Meter) -> Sample {
    crowd.reset()
    var sample = meter.sample(reaped: ThisProcess.reaped)
    if let output = spec.output {
      let path = output.hasPrefix("/") ? output : "\(folder)/\(output)"
      sample.outputBytes = UInt64(max(shim_file_bytes(path), 0))
    }
    peakProcesses = max(peakProcesses, sample.processes)
    return sample
  }

  /// Waits for everybody who ended; the status of the command if it is among them.
  private mutating func reap(_ child: Int32) -> ExitStatus? {
    var found: ExitStatus?
    var status: Int32 = 0
    while true {
      let pid = waitpid(-1, &status, WNOHANG)
      if pid < 0 && errno == EINTR { continue }
      if pid < 0 && errno == ECHILD { hasChildren = false }
      guard pid > 0 else { return found }
      if pid == child { found = ExitStatus(waitStatus: status) }
    }
  }

  /// Sleeps until a process ends, somebody wants the end, or the time is over; meanwhile takes output.
  private mutating func sleep(atMost pause: Duration, _ course: inout RunCourse, _ tree: inout TreeEnd) {
    let until = Clock.now + pause
    // Processes multiply faster than anything else that is limited, and the more there are, the longer their end takes.
    let glance: Duration? = spec.limits.processes == nil || course.phase == .killing ? nil : .milliseconds(20)
    var nextGlance = glance.map { Clock.now + $0 }
    while true {
      // Rounded up, so that nobody wakes for the last part of a millisecond.
      let rest = max(min(until, nextGlance ?? until) - Clock.now, .zero).wholeMilliseconds + 1
      var wakers = [signals.number, killRequest.descriptor, outputEnds ? -1 : outputEnd.number].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&wakers, nfds_t(wakers.count), Int32(clamping: rest))
      if wakers[2].revents != 0, log.drain(outputEnd.number, chunks: 16) == .ended { outputEnds = true }
      if wakers[0].revents != 0 {
        if takeSignals() { act(course.killRequested(at: Clock.now), &tree) }
        return
      }
      let now = Clock.now
      if wakers[1].revents != 0 || now >= until { return }
      if let glance, let due = nextGlance, now >= due {
        if crowd.hasGrown { return }
        nextGlance = now + glance
      }
    }
  }

  /// Whether one of them asked for the end.
  private func takeSignals() -> Bool {
    var asked = false
    while true {
      let signal = shim_take_signal(signals.number)
      if signal == 0 { return asked }
      if signal != SIGCHLD { asked = true }
    }
  }
}
