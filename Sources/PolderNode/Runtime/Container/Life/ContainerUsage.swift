import PolderCore

/// What a running container has used so far.
struct ContainerUsage: Sendable, Hashable {
  /// Processor time of all its processes, in seconds.
  let cpuSeconds: Double

  /// Reads an answer to `stats`; nil where it tells nothing.
  init?(_ stats: JSONValue) {
    let used = stats["cpu_stats"]?["cpu_usage"]?["total_usage"]?.double
    guard let nanoseconds = used, nanoseconds > 0 else { return nil }
    cpuSeconds = nanoseconds / 1e9
  }
}
