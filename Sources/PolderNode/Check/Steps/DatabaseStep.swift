public import PolderService

/// Whether the databases can be used.
public struct DatabaseStep: NodeCheckStep {
  /// A step.
  public init() {}

  /// What is said about each database.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard !facts.databases.isEmpty else {
      return [
        CheckItem(
          "databases", .warning, "There is none: algorithms find no data here.", object: "databases",
          nextStep: "Add one: databases: [{label: default, uri: /path/of/data.csv, type: csv}]")
      ]
    }
    return facts.databases.flatMap(\.items)
  }
}
