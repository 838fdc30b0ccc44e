/// Where a function of an algorithm runs.
public enum AlgorithmFunctionType: String, Hashable, Sendable, CaseIterable {
  /// At one organization, from where it calls others.
  case central
  /// At every organization, beside the data.
  case federated
}
