import PolderCore
import PolderStatistics
import PolderTesting
import Testing

@testable import PolderDemo

@Suite("Demonstration from beginning to end", .serialized, .timeLimit(.minutes(10)))
struct DemonstrationTests {
  static func options(_ scratch: TestFolder) throws -> DemoOptions {
    var options = DemoOptions(program: try BuiltPrograms.polder())
    options.scratch = scratch.path
    return options
  }

  @Test("Three hospitals compute what one place would, people see how, and nothing is left")
  func computes() async throws {
    try await TestFolder.with { scratch in
      var options = try Self.options(scratch)
      options.json = scratch.path + "/report.json"
      let lines = KeptLines()
      let report = try await Demonstration(options: options, output: lines.output).run()

      // What R's coxph prints for these data; other programs stop a step earlier and differ in the sixth digit.
      let expected = [("age", 0.011067, 0.009267), ("sex", -0.552612, 0.167739), ("ph.ecog", 0.463728, 0.113577)]
      #expect(report.federated.coefficients.map(\.name) == expected.map(\.0))
      for (fitted, (name, coefficient, error)) in zip(report.federated.coefficients, expected) {
        #expect(abs(fitted.coefficient - coefficient) < 1e-6, "\(name)")
        #expect(abs(fitted.standardError - error) < 1e-6, "\(name)")
      }
      #expect(abs(report.federated.logLikelihood + 729.230121) < 1e-6)
      #expect(report.federated.rows == 227)
      #expect(report.federated.events == 164)
      #expect(report.largestDifference < 1e-9)

      let age = try #require(report.summary.columns.first { $0.name == "age" })
      #expect(age.count == 228)
      #expect(age.missing == 0)
      #expect(abs((age.mean ?? 0) - 62.44736842105263) < 1e-9)
      #expect(abs((age.sd ?? 0) - 9.073456573415623) < 1e-9)

      #expect(report.sites.count == 3)
      #expect(report.sites.map(\.rows).reduce(0, +) == 228)
      for site in report.sites {
        #expect(site.results > report.federated.iterations, "a partial result for each step, and the summary's")
        #expect(site.bytes > 0)
        #expect(site.lines.contains { $0.contains("cox-risk-sets") })
      }

      let progress = lines.all.filter { $0.contains(" run ") }
      #expect(progress.contains { $0.contains("cox · step 1") && $0.contains("IJssel Hospital") })
      #expect(progress.contains { $0.contains("summary") && $0.contains("completed") })
      #expect(progress.allSatisfy { !$0.contains("failed") && !$0.contains("crashed") })
      let file = try #require(FileText.read(scratch.path + "/report.json"))
      #expect(try JSONValue(parsing: Array(file.utf8))["cox"]?["rows"] == 227)

      #expect(Traces.left(of: scratch.path).map(Traces.describe) == [])
      #expect(FileText.names(in: scratch.path) == ["report.json"])
    }
  }

  @Test(
    "Cancelled at a stage, it ends everything and leaves nothing",
    arguments: ["Polder:", "nodes are up", "active", "step 2"])
  func cancelsAtStages(stage: String) async throws {
    try await TestFolder.with { scratch in
      let (reached, reach) = AsyncStream.makeStream(of: Void.self)
      let output = DemoOutput { line in if line.contains(stage) { reach.yield() } }
      let demonstration = Demonstration(options: try Self.options(scratch), output: output)
      let task = Task {
        defer { reach.finish() }
        return try await demonstration.run()
      }
      for await _ in reached { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(Traces.left(of: scratch.path).map(Traces.describe) == [])
      #expect(FileText.names(in: scratch.path).isEmpty)
    }
  }

  @Test("Cancelled at random moments, it ends everything and leaves nothing")
  func cancelsAtRandom() async throws {
    try await TestFolder.with { scratch in
      for _ in 1...4 {
        // Turns of the scheduler, a few microseconds each: from before the first process until the tasks run.
        let turns = Int.random(in: 0...600_000)
        let demonstration = Demonstration(options: try Self.options(scratch), output: DemoOutput { _ in })
        let task = Task { try await demonstration.run() }
        for _ in 0..<turns { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self, "cancelled after \(turns) turns") { try await task.value }
        let left = Traces.left(of: scratch.path).map(Traces.describe)
        #expect(left == [], "cancelled after \(turns) turns")
        #expect(scratch.names(in: "") == [], "cancelled after \(turns) turns")
      }
    }
  }
}
