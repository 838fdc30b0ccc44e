/// A way to show results.
public enum AlgorithmVisualizationType: String, Hashable, Sendable, CaseIterable {
  /// Rows and columns.
  case table
  /// A line over two axes.
  case line
}
