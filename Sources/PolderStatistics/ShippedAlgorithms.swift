public import PolderAlgorithm

/// The algorithms that come with Polder.
public enum ShippedAlgorithms {
  /// All of them as one program: `summary` and `cox` for tasks, and the parts that they run at every node.
  public static let program = AlgorithmProgram(
    name: "polder/statistics",
    methods: [SummaryCentral.method, SummaryPartial.method, CoxCentral.method, CoxStart.method, CoxStep.method])
}
