import PolderCore
import PolderService

extension NodeConfiguration {
  /// The keys of `runtime`.
  static let runtimeKeys = [
    "kind", "sandbox", "shim", "images", "maximum_runs", "restart_proven_dead", "limits", "container", "slurm",
  ]

  /// The keys of `runtime.limits`.
  static let limitKeys = [
    "memory_mb", "cpu_seconds", "processes", "wall_seconds", "file_mb", "log_kb", "output_mb",
  ]

  /// Reads the section `runtime`.
  mutating func read(runtime section: Configuration?, relativeTo folder: String) throws {
    // A file without the section is the incumbent's, which means containers.
    guard let section else { return runtime.kind = .container }
    // A limit or a wall that is misspelt would be none.
    try section.requireKnown(Self.runtimeKeys)
    runtime = try RuntimeSettings(section, relativeTo: folder)
    maximumRuns = try section.int("maximum_runs", in: 1...1_000)
    restartsProvenDead = try section.bool("restart_proven_dead") ?? false
    outputLimit = (try section.int("limits.output_mb", in: 1...65_536)).map { $0 << 20 } ?? Self.defaultOutputLimit
  }
}
