import PolderCore
public import PolderService

/// Whether the file is what it should be.
public struct ConfigurationStep: NodeCheckStep {
  private static let name = "configuration"

  /// A step.
  public init() {}

  /// What is said about the file.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    var items = facts.problems.map { CheckItem(Self.name, $0) }
    if facts.isOpenToOthers {
      items.append(
        CheckItem(
          Self.name, .warning, "Everybody on this machine may read the file, with the node's key.",
          object: facts.source,
          nextStep: "chmod o-rwx \(facts.source)"))
    }
    items += (facts.configuration?.warnings ?? []).map {
      CheckItem(Self.name, .warning, $0, nextStep: "Correct the key, or remove it.")
    }
    return items.isEmpty ? [CheckItem(Self.name, .ok, "Every key is known, and every value fits.")] : items
  }
}
