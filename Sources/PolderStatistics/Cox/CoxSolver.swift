import PolderAlgorithm
import PolderCore

/// Newton's method with halved steps: says which coefficients to ask about next, and takes the sums that come back.
struct CoxSolver: Sendable {
  /// What to do next.
  enum Next: Sendable {
    case evaluate([Double])
    case done(CoxFit)
  }

  private struct Point {
    let beta: [Double]
    let likelihood: CoxLikelihood
  }

  let design: CoxDesign
  let maximumIterations: Int
  private(set) var iterations = 0
  private var candidate: [Double]
  private var step: [Double]
  private var halvings = 0
  private var accepted: Point?
  private var null: CoxLikelihood?

  init(_ design: CoxDesign, maximumIterations: Int = 25) {
    self.design = design
    self.maximumIterations = maximumIterations
    candidate = Array(repeating: 0, count: design.names.count)
    step = candidate
  }

  var first: [Double] { candidate }

  mutating func take(_ sums: CoxSums) throws -> Next {
    iterations += 1
    let likelihood = CoxLikelihood(sums, design, beta: candidate)
    if let accepted, !isProgress(likelihood, since: accepted.likelihood) { return try halve(from: accepted) }
    let null = self.null ?? likelihood
    self.null = null
    guard likelihood.value.isFinite else {
      throw PolderError(.algorithmUnsuitableData, "The likelihood can not be computed from the sites' sums.")
    }
    try checkSeparation(likelihood, null)
    let factor = try factor(likelihood)
    let newton = factor.solve(likelihood.gradient)
    let gain = zip(newton, likelihood.gradient).reduce(0) { $0 + $1.0 * $1.1 } / 2
    // Half the squared distance to the maximum in standard errors; the step that is left makes it far smaller still.
    if gain <= 1e-12 {
      return .done(fit(zip(candidate, newton).map { $0 + $1 }, factor.inverse, likelihood.value + gain, null.value))
    }
    guard iterations < maximumIterations else { throw notConverged() }
    accepted = Point(beta: candidate, likelihood: likelihood)
    (step, halvings) = (newton, 0)
    candidate = zip(candidate, step).map { $0 + $1 }
    return .evaluate(candidate)
  }

  private func isProgress(_ new: CoxLikelihood, since old: CoxLikelihood) -> Bool {
    // Near the maximum the difference drowns in rounding.
    new.value.isFinite && new.value >= old.value - 1e-11 * (1 + abs(old.value))
  }

  private mutating func halve(from point: Point) throws -> Next {
    halvings += 1
    guard halvings <= 20, iterations < maximumIterations else { throw notConverged() }
    step = step.map { $0 / 2 }
    candidate = zip(point.beta, step).map { $0 + $1 }
    return .evaluate(candidate)
  }

  private func fit(_ beta: [Double], _ variance: SymmetricMatrix, _ value: Double, _ null: Double) -> CoxFit {
    let coefficients = design.names.indices.map { index in
      CoxCoefficient(
        name: design.names[index], coefficient: beta[index] / design.scale[index],
        standardError: variance[index, index].squareRoot() / design.scale[index])
    }
    return CoxFit(
      coefficients: coefficients, logLikelihood: value, logLikelihoodNull: null, rows: design.rows,
      events: design.events, dropped: design.dropped, iterations: iterations, ties: "efron")
  }

  private func factor(_ likelihood: CoxLikelihood) throws -> Cholesky {
    do { return try Cholesky(likelihood.information) } catch {
      let name = design.names[error.column]
      throw PolderError(
        .algorithmUnsuitableData,
        accepted == nil
          ? "The covariate '\(name)' can be computed from the others, so its effect can not be told apart."
          : "The information about the covariate '\(name)' vanishes: covariates separate the events.",
        object: name, nextStep: "Leave it out of the model.")
    }
  }

  /// Where a covariate separates the events, its coefficient grows for ever and what is known about it shrinks.
  private func checkSeparation(_ likelihood: CoxLikelihood, _ null: CoxLikelihood) throws {
    for (index, name) in design.names.enumerated() {
      let known = likelihood.information[index, index]
      guard known < 1e-4 * null.information[index, index] || abs(candidate[index]) > 30 else { continue }
      throw PolderError(
        .algorithmUnsuitableData,
        "The covariate '\(name)' separates the events from the others, so its coefficient has no finite value.",
        object: name, nextStep: "Leave it out of the model, or join rare categories.")
    }
  }

  private func notConverged() -> PolderError {
    PolderError(
      .algorithmNotConverged, "The model did not converge within \(iterations) iterations.",
      nextStep: "Leave out covariates that few rows have, or raise 'maximum_iterations'.")
  }
}
