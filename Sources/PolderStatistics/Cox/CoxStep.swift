import PolderAlgorithm
import PolderCore
import PolderData

/// The part of `cox` that every site runs in each iteration.
enum CoxStep {
  static let name = "cox_step"

  /// The columns of the model, and the question, as the arguments of one call.
  static func arguments(_ variables: CoxVariables, _ question: CoxQuestion) throws -> JSONValue {
    let parts = [
      try JSONValueEncoder.value(of: variables, absent: .omitted), try JSONValueEncoder.value(of: question),
    ]
    var all = JSONObject()
    for case .object(let part) in parts {
      for (name, value) in part { all[name] = value }
    }
    return .object(all)
  }

  static let method = AlgorithmMethod(
    name, kind: .partial, parameters: CoxVariables.parameters + CoxQuestion.parameters
  ) { context in
    let variables = try CoxVariables(context.arguments)
    let question = try CoxQuestion(context.arguments, covariates: variables.covariates.count)
    let data = try CoxData(await context.table(columns: variables.columns), variables)
    return try AlgorithmResult(CoxSums(data, question), disclosure: DisclosureDeclaration([.init(.root, .coxRiskSets)]))
  }
}
