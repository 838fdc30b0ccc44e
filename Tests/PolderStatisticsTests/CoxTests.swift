import PolderAlgorithm
import PolderCore
import PolderData
import PolderStatistics
import Testing

@Suite("Cox model")
struct CoxTests {
  private func fit(_ sites: [MockSite], _ arguments: JSONObject = Lung.arguments) async throws -> CoxFit {
    let federation = MockFederation(program: ShippedAlgorithms.program, sites: sites)
    return try JSONValueDecoder.decode(CoxFit.self, from: try await federation.task("cox", arguments: arguments))
  }

  /// lifelines 0.30.3 on the same rows, run to convergence (`precision` 1e-14, `r_precision` 1e-16).
  private static let converged = [
    "age": (0.011066764596109155, 0.009267411014365545), "sex": (-0.5526123955311247, 0.16773905378340137),
    "ph.ecog": (0.4637284751156872, 0.11357726616137406),
  ]

  private func expectReference(_ fit: CoxFit) throws {
    let reference = try #require(try Lung.reference()["cox_efron_age_sex_ecog"])
    for name in Lung.covariates {
      let coefficient = try #require(fit.coefficient(name))
      let (exact, exactError) = try #require(Self.converged[name])
      #expect(agrees(coefficient.coefficient, exact, to: 1e-9))
      #expect(agrees(coefficient.standardError, exactError, to: 1e-9))
      // The reference stops where lifelines does by default, 2e-6 before the maximum for `sex`.
      #expect(agrees(coefficient.coefficient, reference["coef"]?[name]?.double, to: name == "sex" ? 2.5e-6 : 1e-6))
      #expect(agrees(coefficient.standardError, reference["se"]?[name]?.double))
    }
    #expect(agrees(fit.logLikelihood, reference["log_likelihood"]?.double, to: 1e-9))
    #expect(fit.rows == 227 && fit.dropped == 1 && fit.events == 164)
  }

  @Test("On the pooled rows it equals the reference")
  func fitsPooledRows() throws {
    let fit = try CoxModel.fit(table: Lung.table(), time: "time", status: "status", covariates: Lung.covariates)
    try expectReference(fit)
    #expect(fit.coefficients.map(\.name) == Lung.covariates)
    #expect(fit.iterations <= 6)
  }

  @Test("Divided among sites it equals the reference", arguments: 1...4)
  func fitsDividedRows(sites: Int) async throws {
    try expectReference(try await fit(Lung.sites(sites, of: Lung.table())))
  }

  @Test("Divided by institution into hospitals of very different size it equals the reference")
  func fitsHospitals() async throws {
    let table = try Lung.table()
    let institutions = try table.numbers("inst")
    let sites = Lung.sites(3, of: table) { institutions[$0].isNaN ? 1 : Int(institutions[$0]) }
    try expectReference(try await fit(sites))
  }

  @Test("Intervals, z and p follow from coefficient and standard error")
  func derivesTheRest() throws {
    let fit = try CoxModel.fit(table: Lung.table(), time: "time", status: "status", covariates: Lung.covariates)
    // As printed by R: coxph(Surv(time, status) ~ age + sex + ph.ecog, lung).
    let sex = try #require(fit.coefficient("sex"))
    #expect(agrees(sex.hazardRatio, 0.5754, to: 5e-5))
    #expect(agrees(sex.lower95, 0.4142, to: 5e-5) && agrees(sex.upper95, 0.7994, to: 5e-5))
    #expect(agrees(sex.z, -3.294, to: 5e-4) && agrees(sex.p, 0.000986, to: 1e-6))
    // Likelihood ratio test of the same output.
    #expect(agrees(2 * (fit.logLikelihood - fit.logLikelihoodNull), 30.5, to: 1e-2))
  }

  @Test(
    "With many ties, missing values and far from zero, sites together give what the pooled rows give", arguments: 0..<6)
  func equalsPooled(seed: UInt64) async throws {
    let table = try Generated.survival(rows: 300, seed: seed)
    let arguments: JSONObject = [
      "time": "months", "status": "died", "covariates": ["dose", "group", "score"],
    ]
    let pooled = try CoxModel.fit(
      table: table, time: "months", status: "died", covariates: ["dose", "group", "score"])
    for number in 2...4 {
      let divided = try await fit(Lung.sites(number, of: table), arguments)
      #expect(divided.rows == pooled.rows && divided.events == pooled.events && divided.dropped == pooled.dropped)
      #expect(agrees(divided.logLikelihood, pooled.logLikelihood, to: 1e-10))
      for (left, right) in zip(divided.coefficients, pooled.coefficients) {
        #expect(agrees(left.coefficient, right.coefficient, to: 1e-8))
        #expect(agrees(left.standardError, right.standardError, to: 1e-8))
      }
    }
  }

  @Test("A site whose rows are all censored still counts for the risk sets")
  func countsCensoredSites() async throws {
    let table = try Lung.table()
    let status = try table.numbers("status")
    try expectReference(try await fit(Lung.sites(2, of: table) { status[$0] == 1 ? 0 : 1 }))
  }

  @Test("An event may have any value when it is named, and has to be named when it is not 1")
  func takesOtherCodings() async throws {
    let table = try Lung.table()
    let recoded = try Table(
      zip(table.names, table.columns).map { name, column in
        guard name == "status", case .numbers(let values) = column else { return (name: name, column: column) }
        return (name: name, column: .numbers(values.map { $0 + 1 }))
      })
    var arguments = Lung.arguments
    let error = await #expect(throws: PolderError.self) { try await fit(Lung.sites(2, of: recoded), arguments) }
    #expect(error?.nextStep?.contains("argument 'event'") == true)
    arguments["event"] = 2
    try expectReference(try await fit(Lung.sites(2, of: recoded), arguments))
  }

  @Test("Units do not matter: a covariate in thousands has a thousandth of the coefficient")
  func scalesCovariates() throws {
    let table = try Lung.table()
    let ages = try table.numbers("age")
    let scaled = try Table(
      zip(table.names, table.columns).map {
        (name: $0, column: $0 == "age" ? .numbers(ages.map { $0 * 1e6 + 1e9 }) : $1)
      })
    let plain = try CoxModel.fit(table: table, time: "time", status: "status", covariates: Lung.covariates)
    let other = try CoxModel.fit(table: scaled, time: "time", status: "status", covariates: Lung.covariates)
    let factor =
      try #require(other.coefficient("age")).coefficient / (try #require(plain.coefficient("age")).coefficient)
    #expect(agrees(factor * 1e6, 1, to: 1e-6))
    #expect(agrees(other.logLikelihood, plain.logLikelihood, to: 1e-9))
  }
}
