import PolderAlgorithm
import PolderCore
import Testing

@testable import PolderStatistics

/// A site may run another program under the same name; whatever it answers, the central part ends with an error.
@Suite("Answers that do not fit")
struct HostileSitesTests {
  /// The shipped central methods, with one part that answers something of its own.
  private func task(_ method: String, part: String, answers answer: JSONValue) async throws -> JSONValue {
    let methods = ShippedAlgorithms.program.methods.filter { $0.name != part }
    let parameters = ShippedAlgorithms.program.methods.first { $0.name == part }?.parameters ?? []
    let hostile = AlgorithmMethod(part, kind: .partial, parameters: parameters) { _ in
      try AlgorithmResult(answer, disclosure: nil)
    }
    let program = AlgorithmProgram(name: "hostile", methods: methods + [hostile])
    let federation = MockFederation(program: program, sites: Lung.sites(2, of: try Lung.table()))
    return try await federation.task(method, arguments: method == "cox" ? Lung.arguments : [:])
  }

  private static let overview: JSONObject = [
    "rows": 10, "dropped": 0, "means": [1, 2, 3], "squares": [1, 1, 1], "times": [5, 6], "deaths": [1, 2],
  ]

  @Test(
    "An overview that contradicts itself ends the model",
    arguments: [
      ("rows", -1), ("rows", 9_223_372_036_854_775_807), ("dropped", 9_223_372_036_854_775_807), ("means", [1]),
      ("squares", []), ("times", [5]), ("deaths", [0, 1]), ("deaths", [9_223_372_036_854_775_807, 1]),
      ("deaths", [8, 3]),
      ("rows", "ten"), ("means", nil),
    ] as [(String, JSONValue)])
  func refusesOverviews(name: String, value: JSONValue) async {
    var answer = Self.overview
    answer[name] = value
    let error = await #expect(throws: PolderError.self) {
      try await task("cox", part: "cox_start", answers: .object(answer))
    }
    #expect(error?.code == .algorithmSubtaskFailed)
  }

  @Test("Sums of another shape, or that are no risk sets, end the model")
  func refusesSums() async throws {
    let fitting = CoxSums(covariates: 3, times: 139, ties: 0)
    var infinite = fitting
    infinite.risk = Array(repeating: -1, count: 139)
    for sums in [fitting, infinite, CoxSums(covariates: 2, times: 139, ties: 0)] {
      let answer = try JSONValueEncoder.value(of: sums)
      await #expect(throws: PolderError.self) { try await task("cox", part: "cox_step", answers: answer) }
    }
    await #expect(throws: PolderError.self) { try await task("cox", part: "cox_step", answers: ["risk": 7]) }
  }

  @Test("Sums of zeros for the right times give an error, not a model of NaN")
  func refusesZeros() async throws {
    let table = try Lung.table()
    let data = try CoxData(table, CoxVariables(time: "time", status: "status", covariates: Lung.covariates, event: nil))
    let design = try CoxDesign(Lung.covariates, [CoxOverview(data)])
    var solver = CoxSolver(design)
    let zeros = CoxSums(covariates: 3, times: design.times.count, ties: design.ties.count)
    let error = #expect(throws: PolderError.self) { try solver.take(zeros) }
    #expect(error?.code == .algorithmUnsuitableData)
  }

  @Test("A likelihood that falls is met with half the step, and in the end with an error")
  func halvesSteps() throws {
    let table = try Lung.table()
    let variables = try CoxVariables(time: "time", status: "status", covariates: Lung.covariates, event: nil)
    let data = try CoxData(table, variables)
    let design = try CoxDesign(Lung.covariates, [CoxOverview(data)])
    var solver = CoxSolver(design, maximumIterations: 100)
    guard case .evaluate(let first) = try solver.take(CoxSums(data, CoxQuestion(design, beta: solver.first))) else {
      Issue.record("The model can not be done after one iteration.")
      return
    }
    // Sums of coefficients far off make the likelihood fall.
    let worse = CoxSums(data, CoxQuestion(design, beta: [9, 9, 9]))
    guard case .evaluate(let half) = try solver.take(worse) else {
      Issue.record("The step was taken.")
      return
    }
    #expect(zip(half, first).allSatisfy { abs($0 - $1 / 2) < 1e-15 })
    var error: PolderError?
    for _ in 0..<30 where error == nil {
      do { _ = try solver.take(worse) } catch let failure as PolderError { error = failure }
    }
    #expect(error?.code == .algorithmNotConverged)
  }

  @Test("Coefficients that are far off still give sums that are numbers")
  func boundsExponentials() throws {
    let variables = try CoxVariables(time: "time", status: "status", covariates: Lung.covariates, event: nil)
    let data = try CoxData(Lung.table(), variables)
    let design = try CoxDesign(Lung.covariates, [CoxOverview(data)])
    let sums = CoxSums(data, CoxQuestion(design, beta: [1e300, -1e300, 1e6]))
    let all = sums.risk + Array(sums.risk1.joined()) + Array(sums.risk2.joined())
    #expect(all.count { !$0.isFinite } == 0)
  }

  private static let column: JSONObject = [
    "name": "x", "kind": "numbers", "count": 10, "missing": 0, "mean": 1, "squares": 2, "min": nil,
  ]

  @Test(
    "A summary that contradicts itself ends the task",
    arguments: [
      ("count", 9_223_372_036_854_775_807), ("missing", -1), ("mean", nil), ("squares", nil), ("count", nil),
      ("min", 3), ("kind", "dates"), ("kind", "texts"), ("name", nil),
    ] as [(String, JSONValue)])
  func refusesSummaries(name: String, value: JSONValue) async {
    var column = Self.column
    column[name] = value
    let error = await #expect(throws: PolderError.self) {
      try await task("summary", part: "summary_partial", answers: ["columns": .array([.object(column)])])
    }
    #expect(error?.code == .algorithmSubtaskFailed)
  }
}
