/// Measures by the counters of a control group.
struct CgroupMeter: Meter {
  private let group: Cgroup
  private var summed: SummedMeter
  private var last = Sample()

  var mechanism: String { group.kind.rawValue }

  init(group: Cgroup, root: Int32) {
    self.group = group
    summed = SummedMeter(root: root, memoryLimit: nil, processLimit: nil)
  }

  mutating func sample(reaped: Duration) -> Sample {
    var sample = Sample()
    // The limit is the kernel's to hold; what counts here is whether it had to end somebody, because usage includes caches
    // that it drops by itself.
    let usage = number(group.memory, group.kind.memoryUsageFile) ?? 0
    sample.peakMemoryBytes = max(last.peakMemoryBytes, number(group.memory, group.kind.memoryPeakFile) ?? usage)
    sample.memoryRefused = (count(group.memory, group.kind.memoryEventsFile, "oom_kill") ?? 0) > 0
    sample.processes = Int(clamping: number(group.pids, "pids.current") ?? 0)
    sample.processRefused = (count(group.pids, "pids.events", "max") ?? 0) > 0
    sample.cpu = max(last.cpu, cpu ?? summed.sample(reaped: reaped).cpu)
    last = sample
    return sample
  }

  private var cpu: Duration? {
    guard let folder = group.cpu else { return nil }
    switch group.kind {
    case .old: return number(folder, "cpuacct.usage").map { .nanoseconds(Int64(clamping: $0)) }
    case .unified: return count(folder, "cpu.stat", "usage_usec").map { .microseconds(Int64(clamping: $0)) }
    }
  }

  private func number(_ folder: String, _ file: String) -> UInt64? {
    FileText.string("\(folder)/\(file)")?.split(separator: "\n").first.flatMap { UInt64($0) }
  }

  private func count(_ folder: String, _ file: String, _ key: String) -> UInt64? {
    for line in (FileText.string("\(folder)/\(file)") ?? "").split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == key { return UInt64(words[1]) }
    }
    return nil
  }
}
