import CShim
import Glibc

/// Ends all processes below one.
struct TreeEnd {
  let root: Int32
  private var table = ProcessTable()

  init(root: Int32) {
    self.root = root
  }

  /// SIGTERM to all but the first generations.
  mutating func terminate(sparing generations: Int) {
    let entries = table.allDescendants(of: root).filter { !$0.isDead }
    let byPid = Dictionary(entries.map { ($0.identity.pid, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
      var depth = 0
      var parent = entry.parent
      while parent != root, let above = byPid[parent], depth < entries.count {
        depth += 1
        parent = above.parent
      }
      if depth >= generations { ProcessSignal.send(SIGTERM, to: entry.identity, &table) }
    }
  }

  /// Kills all; returns whether anything was alive.
  ///
  /// A signal to a group reaches all its members at one moment, before any of them can fork again. Processes that each
  /// made a group of their own are frozen until a look finds no new one, and then killed.
  mutating func kill() -> Bool {
    // Its turn has to come soon even among thousands of busy processes; without privilege this is refused.
    shim_hurry(1)
    defer { shim_hurry(0) }
    var frozen: [Int32: ProcessIdentity] = [:]
    var groups: Set<Int32> = []
    for _ in 0..<100 {
      let fresh = table.newcomers(below: root, known: frozen)
      if fresh.isEmpty { break }
      for entry in fresh where groups.insert(entry.group).inserted && entry.group != getpgrp() && entry.group > 1 {
        // The command began with a session of its own, so that nobody else can be in its groups.
        Glibc.kill(-entry.group, SIGKILL)
      }
      for entry in fresh {
        ProcessSignal.send(SIGSTOP, to: entry.identity, &table)
        frozen[entry.identity.pid] = entry.identity
      }
    }
    for identity in frozen.values { ProcessSignal.send(SIGKILL, to: identity, &table) }
    return !frozen.isEmpty
  }
}
