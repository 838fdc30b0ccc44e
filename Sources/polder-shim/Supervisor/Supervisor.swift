import CShim
import Glibc

/// Watches one run. A single thread that sleeps until something happens or a look at the limits is due.
struct Supervisor: ~Copyable {
  let spec: RunSpec
  let folder: String
  let file: StateFile
  var state: RunState
  var log: LogFile
  var outputEnd: Descriptor
  let signals: Descriptor
  let killRequest: KillRequest
  var crowd: CrowdGauge
  let me: Int32
  var peakProcesses = 0
  /// Whether anybody of the run is alive or not waited for: who loses its parent becomes a child of the supervisor.
  var hasChildren = true
  /// Nobody holds the other end of `outputEnd` any more.
  var outputEnds = false

  init(spec: RunSpec, folder: String, file: StateFile) throws(Failure) {
    let identity = try ThisProcess.identity()
    let boot = try ThisProcess.boot()
    guard shim_become_subreaper() == 0 else { throw Failure.system("becoming the reaper of orphans") }
    let signals = try Descriptor(shim_signals(), "signalfd")
    let path = spec.log.hasPrefix("/") ? spec.log : "\(folder)/\(spec.log)"
    let log = try LogFile(path: path, limit: spec.logBytes)
    // Replaced by the reading end of the command's output once there is one.
    let outputEnd = try Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC), "/dev/null")
    self.spec = spec
    self.folder = folder
    self.file = file
    me = identity.pid
    state = RunState(phase: .starting, boot: boot, shim: identity, startingAt: Clock.unixMilliseconds)
    self.signals = signals
    self.log = log
    self.outputEnd = outputEnd
    killRequest = KillRequest(folder: folder)
    crowd = CrowdGauge(limit: spec.limits.processes ?? .max / 2)
  }

  mutating func run(ready: Int32?) throws(Failure) {
    try file.write(state)
    let startedAt = Clock.now
    do throws(Failure) {
      var (child, meter) = try start()
      state.phase = .started
      state.child = child
      state.startedAt = Clock.unixMilliseconds
      state.mechanism = meter.mechanism
      // A state that can not be written would hide the run from its node: it may not go on.
      let problem = Self.problem { () throws(Failure) in try file.write(state) }
      announce(ready)
      let course = watch(child.pid, &meter, startedAt: startedAt, problem: problem)
      finish(course, meter.sample(reaped: ThisProcess.reaped), problem: problem)
    } catch {
      refuse(error.text)
      announce(ready)
    }
  }

  private func announce(_ ready: Int32?) {
    ThisProcess.detachStreams()
    guard let ready else { return }
    var code: UInt8 = 0
    // The foreground half may have been killed; the run goes on.
    _ = write(ready, &code, 1)
    close(ready)
  }

  private static func problem(_ body: () throws(Failure) -> Void) -> Failure? {
    do throws(Failure) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  private mutating func start() throws(Failure) -> (ProcessIdentity, any Meter) {
    let pipe = try Descriptor.pipe()
    let reading = try Descriptor(fcntl(pipe.reading.number, F_DUPFD_CLOEXEC, 3), "pipe")
    _ = fcntl(reading.number, F_SETFL, O_NONBLOCK)
    outputEnd = reading
    let launch = Launch(spec: spec, output: pipe.writing.number, niceness: ThisProcess.takePrecedence())
    var group = spec.cgroup ? makeGroup() : nil
    state.cgroups = group?.folders ?? []
    let pid: Int32
    do throws(Refusal) {
      do throws(Refusal) {
        pid = try launch.start(in: group)
      } catch {
        guard error.isAboutCgroup, let refused = group else { throw error }
        _ = refused.remove()
        group = nil
        state.cgroups = []
        pid = try launch.start(in: nil)
      }
    } catch {
      if let group { _ = group.remove() }
      throw Failure(.system, error.text(command: spec.arguments[0], directory: spec.directory))
    }
    var table = ProcessTable()
    // It is our child and not waited for, so it is there even if it ended already, unless /proc hides it.
    guard let entry = table.entry(pid) else {
      let failure = Failure.system("/proc/\(pid)/stat")
      kill(pid, SIGKILL)
      while waitpid(pid, nil, 0) < 0 && errno == EINTR {}
      if let group { _ = group.remove() }
      throw failure
    }
    if let group { return (entry.identity, CgroupMeter(group: group, root: me)) }
    let limits = spec.limits
    return (entry.identity, SummedMeter(root: me, memoryLimit: limits.memoryBytes, processLimit: limits.processes))
  }

  private func makeGroup() -> Cgroup? {
    guard let groups = FileText.string("/proc/self/cgroup"), let mounts = FileText.string("/proc/self/mountinfo") else {
      return nil
    }
    return Cgroup.create(
      name: "polder-\(me)-\(state.shim.start)", limits: spec.limits,
      layout: CgroupLayout(groups: groups, mounts: mounts))
  }
}
