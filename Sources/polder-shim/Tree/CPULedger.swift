/// Adds up the CPU time of a tree whose processes come and go.
struct CPULedger {
  private var lastSeen: [Int32: ProcessEntry] = [:]
  private var goneTicks: UInt64 = 0
  private(set) var total: Duration = .zero
  let tick: Duration

  init(ticksPerSecond: Int) {
    tick = .seconds(1) / max(ticksPerSecond, 1)
  }

  /// `reaped` is what the supervisor's own ended children used, with the children they waited for.
  mutating func add(_ entries: [ProcessEntry], reaped: Duration) -> Duration {
    // Two counts, each of which misses something: what a process nobody waited for used shows in the first only, what lived
    // between two looks in the second only.
    var current: [Int32: ProcessEntry] = [:]
    var living: UInt64 = 0
    var waited: UInt64 = 0
    for entry in entries {
      if let before = lastSeen.removeValue(forKey: entry.identity.pid), before.identity != entry.identity {
        goneTicks += before.ownTicks
      }
      current[entry.identity.pid] = entry
      living += entry.ownTicks
      waited += entry.ownTicks + entry.childTicks
    }
    for gone in lastSeen.values { goneTicks += gone.ownTicks }
    lastSeen = current
    let seen = tick * Int(clamping: living + goneTicks)
    let known = tick * Int(clamping: waited) + reaped
    total = max(total, seen, known)
    return total
  }
}
