/// A fitted Cox model, as `cox` gives it to the researcher.
public struct CoxFit: Codable, Sendable, Equatable {
  /// The coefficients, in the order of the covariates.
  public let coefficients: [CoxCoefficient]
  /// The partial log-likelihood (Efron).
  public let logLikelihood: Double
  /// The partial log-likelihood without covariates.
  public let logLikelihoodNull: Double
  /// How many rows the model rests on.
  public let rows: Int
  /// How many of them are events.
  public let events: Int
  /// How many rows were left out because a value is missing.
  public let dropped: Int
  /// How many times the sites were asked for sums.
  public let iterations: Int
  /// How ties were treated: `efron`.
  public let ties: String

  enum CodingKeys: String, CodingKey {
    case coefficients
    case logLikelihood = "log_likelihood"
    case logLikelihoodNull = "log_likelihood_null"
    case rows
    case events
    case dropped
    case iterations
    case ties
  }

  /// The coefficient of a covariate.
  public func coefficient(_ name: String) -> CoxCoefficient? { coefficients.first { $0.name == name } }
}
