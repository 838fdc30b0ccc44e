import PolderAlgorithm
import PolderCore

/// `cox`: a Cox proportional hazards model over all sites, equal to the one fitted to their rows put together.
enum CoxCentral {
  static let method = AlgorithmMethod(
    "cox", kind: .central,
    parameters: CoxVariables.parameters + ["organizations", "maximum_iterations"]
  ) { context in
    let variables = try CoxVariables(context.arguments)
    let limit: Int = try context.arguments.optional("maximum_iterations") ?? 25
    guard (1...1_000).contains(limit) else {
      throw PolderError(
        .algorithmInvalidArguments, "The argument 'maximum_iterations' is not from 1 to 1000.",
        object: "maximum_iterations")
    }
    let organizations = try await context.participants()
    context.log("cox: asking \(organizations.count) organizations for their event times")
    let parts: [CoxOverview] = try await context.federation.call(
      CoxStart.name, arguments: variables, name: CoxStart.name, at: organizations)
    let design = try CoxDesign(variables.covariates, parts)
    let fit = try await solve(design, variables, organizations, limit, context)
    return try AlgorithmResult(fit, disclosure: declaration(covariates: variables.covariates.count))
  }

  private static func solve(
    _ design: CoxDesign, _ variables: CoxVariables, _ organizations: [OrganizationID], _ limit: Int,
    _ context: AlgorithmContext
  ) async throws -> CoxFit {
    var solver = CoxSolver(design, maximumIterations: limit)
    let empty = CoxSums(covariates: design.names.count, times: design.times.count, ties: design.ties.count)
    var beta = solver.first
    while true {
      context.log("cox: iteration \(solver.iterations + 1)")
      let arguments = try CoxStep.arguments(variables, CoxQuestion(design, beta: beta))
      let parts: [CoxSums] = try await context.federation.call(
        CoxStep.name, arguments: arguments, name: "\(CoxStep.name) \(solver.iterations + 1)", at: organizations)
      var sums = empty
      for part in parts {
        guard part.hasShape(of: empty) else {
          throw PolderError(.algorithmSubtaskFailed, "A site's sums do not fit the model.")
        }
        sums += part
      }
      switch try solver.take(sums) {
      case .evaluate(let next): beta = next
      case .done(let fit): return fit
      }
    }
  }

  private static func declaration(covariates: Int) -> DisclosureDeclaration {
    let estimate = DisclosureBasis.modelParameter(rows: .count(at: "/rows"), parameters: covariates)
    let numbers = ["coefficient", "standard_error", "hazard_ratio", "lower_95", "upper_95", "z", "p"]
    return DisclosureDeclaration(
      [
        .init("/coefficients/*/name", .label), .init("/log_likelihood", estimate),
        .init("/log_likelihood_null", estimate), .init("/rows", .count), .init("/events", .count),
        .init("/dropped", .missingCount), .init("/iterations", .constant), .init("/ties", .label),
      ] + numbers.map { .init(DisclosurePath("/coefficients/*").appending($0), estimate) })
  }
}
