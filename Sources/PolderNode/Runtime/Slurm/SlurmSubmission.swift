/// A job as it is handed in. Nothing of it comes from outside but the numbers of runs.
struct SlurmSubmission: Sendable, Hashable {
  /// The text of every job: what differs from run to run stands in the folder, in files that the supervisor reads.
  static let script = "#!/bin/sh\nexec \"$1\" run \"$2\"\n"
  static let scriptName = "job.sh"
  /// What the supervisor says before it watches, and what the cluster says when it ends a job.
  static let outputName = "job.out"

  let name: String
  /// The run's folder, by a name of this attempt.
  let folder: String
  let shim: String
  let settings: SlurmSettings
  let limits: RunLimits

  /// The arguments of `sbatch`.
  var arguments: [String] {
    var list = [
      "--parsable", "--job-name=\(name)", "--no-requeue", "--nodes=1", "--ntasks=1",
      "--cpus-per-task=\(settings.processors)", "--mem=\(megabytes)M", "--time=\(minutes)",
      "--chdir=\(folder)", "--output=\(Self.outputName)", "--open-mode=truncate", "--input=/dev/null",
    ]
    if let partition = settings.partition { list.append("--partition=\(partition)") }
    if let account = settings.account { list.append("--account=\(account)") }
    if let qos = settings.qos { list.append("--qos=\(qos)") }
    return list + settings.arguments + ["\(folder)/\(Self.scriptName)", shim, folder]
  }

  /// A little more than the run's own limit, so that the run's supervisor ends it, and says why.
  private var megabytes: Int {
    settings.memoryMegabytes ?? (limits.memoryBytes + (1 << 20) - 1) / (1 << 20) + 128
  }

  private var minutes: Int { settings.timeMinutes ?? (limits.wallSeconds + 59) / 60 + 5 }

  /// Whether an argument may be given to `sbatch` beside the node's own.
  static func mayBeAdded(_ argument: String) -> Bool {
    guard argument.hasPrefix("--"), argument.utf8.count > 2, !argument.utf8.contains(where: { $0 < 0x20 }) else {
      return false
    }
    let name = argument.dropFirst(2).prefix { $0 != "=" }
    // The program takes the beginning of a name for the name.
    return name.count > 1 && !reserved.contains { $0.hasPrefix(name) }
  }

  /// What the node sets itself, and what would make another thing of a job.
  private static let reserved = [
    "parsable", "job-name", "no-requeue", "requeue", "nodes", "ntasks", "cpus-per-task", "mem", "time", "chdir",
    "output",
    "error", "open-mode", "input", "partition", "account", "qos", "array", "wrap", "wait", "export", "export-file",
    "get-user-env", "clusters", "cluster", "test-only", "uid", "gid", "help", "usage", "version", "propagate",
    "dependency", "hold", "begin", "deadline", "signal", "time-min", "kill-on-invalid-dep", "ignore-pbs",
  ]
}
