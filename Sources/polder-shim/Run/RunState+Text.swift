extension RunState {
  var bytes: [UInt8] {
    var text = LineText()
    text.add("phase", phase.rawValue)
    text.add("boot", boot)
    text.add("shim", "\(shim.pid)")
    text.add("shim-start", "\(shim.start)")
    text.add("starting-at", "\(startingAt)")
    if let child {
      text.add("child", "\(child.pid)")
      text.add("child-start", "\(child.start)")
    }
    if let startedAt { text.add("started-at", "\(startedAt)") }
    if let mechanism { text.add("mechanism", mechanism) }
    for cgroup in cgroups { text.add("cgroup", cgroup) }
    if let ended { Self.add(ended, to: &text) }
    return text.bytes(title: Self.title)
  }

  private static func add(_ end: RunEnd, to text: inout LineText) {
    text.add("reason", end.reason.rawValue)
    switch end.status {
    case .code(let code): text.add("code", "\(code)")
    case .signal(let signal): text.add("signal", "\(signal)")
    case nil: break
    }
    if let error = end.error { text.add("error", error) }
    text.add("ended-at", "\(end.endedAt)")
    text.add("wall-seconds", end.wall.secondsText)
    text.add("cpu-seconds", end.cpu.secondsText)
    text.add("peak-memory-bytes", "\(end.peakMemory)")
    text.add("peak-processes", "\(end.peakProcesses)")
    text.add("log-bytes", "\(end.logBytes)")
    text.add("log-truncated", end.logTruncated ? "yes" : "no")
  }

  /// Reads a state up to its start; what an end adds stays behind, as nobody here asks for it.
  init(_ bytes: [UInt8]) throws(Failure) {
    let text = try LineText(bytes, title: Self.title, name: "state")
    guard let phase = text["phase"].flatMap(Phase.init), let boot = text["boot"],
      let shim = Self.identity("shim", text), let startingAt = text["starting-at"].flatMap({ Int64($0) })
    else { throw Failure(.badText, "state: phase, boot, shim or starting-at is missing") }
    self.init(phase: phase, boot: boot, shim: shim, startingAt: startingAt)
    child = Self.identity("child", text)
    startedAt = text["started-at"].flatMap { Int64($0) }
    mechanism = text["mechanism"]
    cgroups = text.lines.filter { $0.key == "cgroup" }.map(\.value)
  }

  private static func identity(_ name: String, _ text: LineText) -> ProcessIdentity? {
    guard let pid = text[name].flatMap({ Int32($0) }), let start = text[name + "-start"].flatMap({ UInt64($0) }) else {
      return nil
    }
    return ProcessIdentity(pid: pid, start: start)
  }
}
