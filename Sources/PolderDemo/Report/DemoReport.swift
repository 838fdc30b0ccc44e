public import PolderStatistics

/// What a demonstration found out, also as JSON.
public struct DemoReport: Codable, Sendable {
  /// What left one hospital.
  public struct Site: Codable, Sendable {
    /// The hospital.
    public let name: String
    /// How many rows it has.
    public let rows: Int
    /// How many results left it.
    public let results: Int
    /// Their bytes together.
    public let bytes: Int
    /// Their values together.
    public let fields: Int
    /// The lines of its configuration that let them out.
    public let lines: [String]
  }

  /// How long things took, in seconds.
  public struct Times: Codable, Sendable {
    /// From the start until the server was up and every node logged in and synced.
    public let startToReady: Double
    /// From the creation of the task `summary` to its result.
    public let summary: Double
    /// From the creation of the task `cox` to its result.
    public let cox: Double
    /// From the start until the last result.
    public let total: Double

    enum CodingKeys: String, CodingKey {
      case startToReady = "ready"
      case summary
      case cox
      case total
    }
  }

  /// The model that the hospitals computed together.
  public let federated: CoxFit
  /// The model fitted on all rows in one place, possible only because this data is public.
  public let pooled: CoxFit
  /// The largest difference between the two among coefficients, standard errors and log-likelihood.
  public let largestDifference: Double
  /// The summary that the hospitals computed together.
  public let summary: SummaryReport
  /// What left each hospital.
  public let sites: [Site]
  /// How long things took.
  public let times: Times

  enum CodingKeys: String, CodingKey {
    case federated = "cox"
    case pooled
    case largestDifference = "largest_difference"
    case summary
    case sites
    case times
  }

  /// The largest difference between two models; infinite when they are not of the same covariates.
  static func difference(_ left: CoxFit, _ right: CoxFit) -> Double {
    guard left.coefficients.map(\.name) == right.coefficients.map(\.name) else { return .infinity }
    var largest = (left.logLikelihood - right.logLikelihood).magnitude
    for (one, other) in zip(left.coefficients, right.coefficients) {
      largest = max(largest, (one.coefficient - other.coefficient).magnitude)
      largest = max(largest, (one.standardError - other.standardError).magnitude)
    }
    return largest
  }
}
