/// How the data of an algorithm are shared out.
public enum AlgorithmPartitioning: String, Hashable, Sendable, CaseIterable {
  /// Each organization has other records.
  case horizontal
  /// Each organization has other columns of the same records.
  case vertical
}
