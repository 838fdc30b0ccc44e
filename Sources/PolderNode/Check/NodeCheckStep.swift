public import PolderService

/// Judges one side of what was found out about a node.
public protocol NodeCheckStep: Sendable {
  /// What is said about the facts: at the least one finding, and a remedy with each that is not fine.
  func items(_ facts: NodeFacts) -> [CheckItem]
}
