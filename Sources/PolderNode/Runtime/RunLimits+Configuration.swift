import PolderService

extension RunLimits {
  /// Reads the section `runtime.limits`.
  init(_ section: Configuration?) throws {
    self.init()
    guard let section else { return }
    try section.requireKnown(NodeConfiguration.limitKeys)
    if let value = try section.int("memory_mb", in: 16...(1 << 24)) { memoryBytes = value << 20 }
    if let value = try section.int("cpu_seconds", in: 1...(1 << 31)) { cpuSeconds = value }
    if let value = try section.int("processes", in: 1...100_000) { processes = value }
    if let value = try section.int("wall_seconds", in: 1...(1 << 31)) { wallSeconds = value }
    if let value = try section.int("file_mb", in: 1...(1 << 24)) { fileBytes = value << 20 }
    if let value = try section.int("log_kb", in: 1...16_384) { logBytes = value << 10 }
  }
}
