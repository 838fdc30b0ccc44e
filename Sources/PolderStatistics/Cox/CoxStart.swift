import PolderAlgorithm
import PolderCore
import PolderData

/// The part of `cox` that every site runs first.
enum CoxStart {
  static let name = "cox_start"

  static let method = AlgorithmMethod(name, kind: .partial, parameters: CoxVariables.parameters) { context in
    let variables = try CoxVariables(context.arguments)
    let data = try CoxData(await context.table(columns: variables.columns), variables)
    return try AlgorithmResult(CoxOverview(data), disclosure: declaration)
  }

  private static let declaration = DisclosureDeclaration([
    .init("/rows", .count), .init("/dropped", .missingCount),
    .init("/means", .statistic(rows: .count(at: "/rows"))), .init("/squares", .statistic(rows: .count(at: "/rows"))),
    .init("/times", .coxRiskSets), .init("/deaths", .coxRiskSets),
  ])
}
