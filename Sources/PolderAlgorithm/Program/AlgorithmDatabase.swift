public import PolderData

/// A table that a method may read.
public struct AlgorithmDatabase: Sendable {
  /// Its label.
  public let label: String
  /// The table.
  public let source: any TabularSource

  /// A table under a label.
  public init(label: String = "default", source: any TabularSource) {
    self.label = label
    self.source = source
  }
}
