public import PolderData

/// Fits a Cox model to a table at hand.
public enum CoxModel {
  /// Fits by Newton's method, with Efron's treatment of ties; rows that lack a value are left out.
  /// - Parameters:
  ///   - table: the rows
  ///   - time: the column with the time of the event or of censoring
  ///   - status: the column that tells events
  ///   - covariates: the columns whose effect is asked for
  ///   - event: the value of the status that is an event; nil expects 0 and 1, where 1 is the event
  ///   - maximumIterations: how many steps are taken at most
  /// - Returns: the model
  /// - Throws: `PolderError` for unknown columns, unsuitable data, and when it does not converge
  public static func fit(
    table: Table, time: String, status: String, covariates: [String], event: Double? = nil,
    maximumIterations: Int = 25
  ) throws -> CoxFit {
    let variables = try CoxVariables(time: time, status: status, covariates: covariates, event: event)
    let data = try CoxData(table, variables)
    let design = try CoxDesign(covariates, [CoxOverview(data)])
    var solver = CoxSolver(design, maximumIterations: maximumIterations)
    var beta = solver.first
    while true {
      switch try solver.take(CoxSums(data, CoxQuestion(design, beta: beta))) {
      case .evaluate(let next): beta = next
      case .done(let fit): return fit
      }
    }
  }
}
