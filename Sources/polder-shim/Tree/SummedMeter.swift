import Glibc

/// Measures by adding up `/proc`, where no cgroup can be written.
struct SummedMeter: Meter {
  let mechanism = "summed"
  private let root: Int32
  private let memoryLimit: UInt64?
  private let processLimit: Int?
  private let pageBytes = UInt64(max(sysconf(Int32(_SC_PAGESIZE)), 1))
  private var table = ProcessTable()
  private var ledger = CPULedger(ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
  private var peak: UInt64 = 0
  /// The sum of resident memory at which `peak` was measured.
  private var peakResident: UInt64 = 0

  /// Counts everything below `root`, not itself.
  init(root: Int32, memoryLimit: UInt64?, processLimit: Int?) {
    self.root = root
    self.memoryLimit = memoryLimit
    self.processLimit = processLimit
  }

  mutating func sample(reaped: Duration) -> Sample {
    let entries = table.descendants(of: root, most: processLimit ?? .max)
    let living = entries.filter { !$0.isDead }
    var sample = Sample()
    sample.cpu = ledger.add(entries, reaped: reaped)
    // The dead that nobody waits for keep their place in the kernel's table.
    sample.processes = entries.reduce(0) { $0 + max($1.threads, 1) }
    // There may be thousands by now, and no time to look at each.
    if let processLimit, sample.processes > processLimit { return sample }
    // Shared pages count once per process here, so this is never too little.
    let resident = living.reduce(0) { $0 + $1.residentPages } * pageBytes
    sample.memoryBytes = resident
    if let memoryLimit, resident > memoryLimit {
      sample.memoryBytes = confirmed(living.map(\.identity.pid), over: memoryLimit)
      peak = max(peak, sample.memoryBytes)
    } else if resident > peakResident + peakResident / 8 {
      peakResident = resident
      peak = max(peak, shares(living.map(\.identity.pid)))
    }
    sample.peakMemoryBytes = peak
    return sample
  }

  /// For the moment between vfork and exec a process and its child are one memory with two names, and count twice.
  private mutating func confirmed(_ pids: [Int32], over limit: UInt64) -> UInt64 {
    var least = shares(pids)
    for _ in 0..<2 where least > limit {
      usleep(3000)
      least = min(least, shares(pids))
    }
    return least
  }

  private mutating func shares(_ pids: [Int32]) -> UInt64 {
    pids.reduce(0) { $0 + share(of: $1) }
  }

  private mutating func share(of pid: Int32) -> UInt64 {
    if let share = FileText.read("/proc/\(pid)/smaps_rollup").flatMap({ MemoryText.share(rollup: $0) }) { return share }
    // Just gone, or closed to us: then all of its pages count.
    guard let entry = table.entry(pid), !entry.isDead else { return 0 }
    return entry.residentPages * pageBytes
  }
}
