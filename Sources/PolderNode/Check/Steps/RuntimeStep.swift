import PolderCore
public import PolderService

/// Whether this machine can execute algorithms, and holds them apart.
public struct RuntimeStep: NodeCheckStep {
  private static let name = "runtime"

  /// A step.
  public init() {}

  /// What is said about the runtime.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    switch facts.runtime {
    case nil:
      return [CheckItem(Self.name, .warning, "It was not tried.", nextStep: "Correct the section `runtime` first.")]
    case .failure(let error): return [CheckItem(Self.name, error)]
    case .success(let findings):
      let kind = facts.configuration?.runtime.kind.rawValue ?? ""
      guard !findings.isEmpty else { return [CheckItem(Self.name, .ok, "Algorithms run as `\(kind)`.")] }
      return findings.map { CheckItem("\(Self.name): \($0.subject)", $0) }
    }
  }
}
