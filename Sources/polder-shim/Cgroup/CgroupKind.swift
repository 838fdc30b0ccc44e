/// The two interfaces of control groups, with the files of each.
enum CgroupKind: String {
  case old = "cgroup-v1"
  case unified = "cgroup-v2"

  /// Who writes 0 there joins. Writing to `cgroup.procs` waits for the whole machine, some 10 ms; a process of a single
  /// thread may join by its thread where that does not matter to anybody else.
  var joinFile: String { self == .old ? "tasks" : "cgroup.procs" }
  var memoryLimitFile: String { self == .old ? "memory.limit_in_bytes" : "memory.max" }
  var memoryUsageFile: String { self == .old ? "memory.usage_in_bytes" : "memory.current" }
  var memoryPeakFile: String { self == .old ? "memory.max_usage_in_bytes" : "memory.peak" }
  var memoryEventsFile: String { self == .old ? "memory.oom_control" : "memory.events" }
  var swapLimitFile: String { self == .old ? "memory.memsw.limit_in_bytes" : "memory.swap.max" }
}
