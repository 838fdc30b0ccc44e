import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Remembers that the walls held at an earlier start with the same settings: a busy cluster may have no turn for a check,
/// and runs that have ended meanwhile should not wait for it.
struct SlurmCheckMemory: Sendable {
  private let path: String
  private let fingerprint: String

  init(dataFolder: String, settings: RuntimeSettings, slurm: SlurmSettings, helpers: [HelperPort] = []) {
    path = dataFolder + "/slurm-checked"
    var lines = ShimText(title: "polder-slurm-check 1")
    lines.add("sandbox", settings.sandbox.rawValue)
    lines.add("shim", settings.shim ?? "")
    lines.add("partition", slurm.partition ?? "")
    lines.add("account", slurm.account ?? "")
    lines.add("qos", slurm.qos ?? "")
    lines.add("config", slurm.configuration ?? "")
    lines.add("bridge", slurm.bridge?.description ?? "")
    for argument in slurm.arguments { lines.add("argument", argument) }
    for helper in helpers { lines.add("helper", "\(helper.host):\(helper.port)") }
    fingerprint = lines.text
  }

  /// Writes down that the check went well.
  func keep() {
    guard !isKept else { return }
    // Not written: the next check is as the first.
    try? Data(fingerprint.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  private var isKept: Bool {
    // Nothing to read is nothing kept.
    (try? RunFile.read(path, limit: 64 << 10)) == Array(fingerprint.utf8)
  }

  func findingWhenBusy(_ seconds: Int) -> RuntimeFinding {
    isKept
      ? RuntimeFinding(
        "cluster", .warning,
        "The cluster had no turn for the check within \(seconds) s; it went well before, with the same settings.",
        nextStep: "Raise `runtime: slurm: check_seconds` to wait longer.")
      : RuntimeFinding(
        "cluster", .refusal,
        "The cluster had no turn for the check within \(seconds) s, so nobody knows whether its walls hold.",
        nextStep: "See by `squeue --me` why it waits; raise `runtime: slurm: check_seconds`, or take another partition."
      )
  }
}
