import PolderCore
import PolderAlgorithm

/// What a site is asked in one iteration.
struct CoxQuestion: Codable, Sendable {
  let center: [Double]
  let scale: [Double]
  /// Coefficients of the centred and scaled covariates.
  let beta: [Double]
  let times: [Double]
  /// The positions of the times at which more than one event falls.
  let ties: [Int]

  static let parameters = ["center", "scale", "beta", "times", "ties"]

  init(_ design: CoxDesign, beta: [Double]) {
    center = design.center
    scale = design.scale
    self.beta = beta
    times = design.times
    ties = design.ties
  }

  init(_ arguments: AlgorithmArguments, covariates: Int) throws {
    center = try arguments.required("center")
    scale = try arguments.required("scale")
    beta = try arguments.required("beta")
    times = try arguments.required("times")
    ties = try arguments.required("ties")
    let lists = [center, scale, beta]
    let isAscending = zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
    let tiesAscend =
      zip(ties, ties.dropFirst()).allSatisfy { $0 < $1 } && ties.allSatisfy { times.indices.contains($0) }
    guard lists.allSatisfy({ $0.count == covariates && $0.allSatisfy(\.isFinite) }), scale.allSatisfy({ $0 > 0 }),
      times.allSatisfy(\.isFinite), times.count <= 1_000_000, isAscending, tiesAscend
    else {
      throw PolderError(
        .algorithmInvalidArguments, "The coefficients or times do not fit the model.",
        nextStep: "Call 'cox', which asks the sites itself.")
    }
  }
}
