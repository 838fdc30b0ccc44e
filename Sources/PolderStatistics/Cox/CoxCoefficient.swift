/// What a Cox model says about one covariate.
public struct CoxCoefficient: Codable, Sendable, Equatable {
  /// The covariate.
  public let name: String
  /// The coefficient: the logarithm of the hazard ratio per unit.
  public let coefficient: Double
  /// Its standard error.
  public let standardError: Double
  /// The hazard ratio per unit.
  public let hazardRatio: Double
  /// The lower bound of the hazard ratio's 95 % confidence interval.
  public let lower95: Double
  /// The upper bound of the hazard ratio's 95 % confidence interval.
  public let upper95: Double
  /// The coefficient in standard errors.
  public let z: Double
  /// The probability of a `z` so far from zero when the covariate has no effect.
  public let p: Double

  /// All that follows from a coefficient and its standard error.
  init(name: String, coefficient: Double, standardError: Double) {
    self.name = name
    self.coefficient = coefficient
    self.standardError = standardError
    let reach = NormalDistribution.quantile(0.975) * standardError
    hazardRatio = RealFunctions.exp(coefficient)
    lower95 = RealFunctions.exp(coefficient - reach)
    upper95 = RealFunctions.exp(coefficient + reach)
    z = coefficient / standardError
    p = NormalDistribution.twoSidedP(z)
  }

  enum CodingKeys: String, CodingKey {
    case name
    case coefficient
    case standardError = "standard_error"
    case hazardRatio = "hazard_ratio"
    case lower95 = "lower_95"
    case upper95 = "upper_95"
    case z
    case p
  }
}
