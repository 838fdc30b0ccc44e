public import PolderService

/// Whether the limits of runs fit the machine.
public struct LimitStep: NodeCheckStep {
  private static let name = "limits"

  /// A step.
  public init() {}

  /// What is said about the limits.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard let configuration = facts.configuration else { return [] }
    let (limits, machine) = (configuration.runtime.limits, facts.machine)
    let runs = configuration.maximumRuns ?? max(4, machine.processors)
    let sum =
      "Each run has at most \(ByteText.of(limits.memoryBytes)) of memory, \(limits.cpuSeconds) s of processor, "
      + "\(limits.processes) processes and \(limits.wallSeconds) s; \(runs) run at once."
    // A batch cluster has machines of its own.
    guard configuration.runtime.kind != .slurm else { return [CheckItem(Self.name, .ok, sum)] }
    if limits.memoryBytes > machine.memory {
      return [
        CheckItem(
          Self.name, .warning,
          "A run may use \(ByteText.of(limits.memoryBytes)) of memory, and the machine has \(ByteText.of(machine.memory)).",
          object: "runtime.limits.memory_mb", nextStep: "Give less than the machine has.")
      ]
    }
    let (together, isTooMuch) = limits.memoryBytes.multipliedReportingOverflow(by: runs)
    if isTooMuch || together > machine.memory {
      return [
        CheckItem(
          Self.name, .warning,
          "\(runs) runs at once may use \(isTooMuch ? "more" : ByteText.of(together)) of memory, and the machine has "
            + "\(ByteText.of(machine.memory)).", object: "runtime.limits.memory_mb",
          nextStep: "Lower `runtime.limits.memory_mb`, or set `runtime.maximum_runs`.")
      ]
    }
    return [CheckItem(Self.name, .ok, sum)]
  }
}
