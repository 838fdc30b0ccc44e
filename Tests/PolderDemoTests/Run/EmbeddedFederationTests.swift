import PolderClient
import PolderCore
import PolderStatistics
import PolderTesting
import Testing

@testable import PolderDemo

/// The demonstration's question to a federation in this process whose stewards decide otherwise.
@Suite("Federation in one process", .timeLimit(.minutes(10)))
struct EmbeddedFederationTests {
  static func ask(
    _ federation: TestFederation, _ method: String, _ arguments: JSONObject
  ) async throws -> TaskResult {
    let task = try await federation.root.task.create(
      collaboration: federation.collaboration, organizations: [federation.organizations[0]],
      image: NodePart.image, input: AlgorithmInput(method: method, named: arguments), databases: ["default"])
    return try #require(try await federation.root.waitForResults(of: task.id).first)
  }

  @Test("Without the steward's line `cox` is refused, the researcher reads why; `summary` is not affected")
  func refusesCox() async throws {
    var plan = TestFederation.Plan()
    plan.organizations = ["Alpha", "Beta"]
    plan.data = try await TestFolder.with { folder in
      try DemoData(DemoOptions(program: "none"), folder: try DemoFolder(folder.path)).hospitals.prefix(2).map(\.csv)
    }
    try await TestFederation.with(plan) { federation in
      let summary = try await Self.ask(federation, "summary", ["columns": ["age"]])
      #expect(summary.status == "completed")
      let age = try summary.decode(SummaryReport.self).columns.first
      #expect((age?.count ?? 0) > 100)
      #expect(age?.max == nil, "an extreme rests on too few records")
      let cox = try await Self.ask(
        federation, "cox", ["time": "time", "status": "status", "covariates": ["age", "sex"], "event": 1])
      #expect(cox.status == "failed" || cox.status == "crashed")
      #expect(try cox.value == nil)
      #expect(cox.log?.contains("cox-risk-sets") == true, "\(cox.log ?? "no log")")
    }
  }
}
