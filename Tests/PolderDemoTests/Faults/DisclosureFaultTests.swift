import PolderClient
import PolderCore
import PolderTesting
import Testing

/// What may not leave stays, and the researcher reads why.
@Suite(.federation(.guarded), .timeLimit(.minutes(10)))
struct DisclosureFaultTests {
  let federation: ProcessFederation

  init() throws { federation = try #require(Shared.federation) }

  @Test("cox without the steward's line is refused, and the researcher reads which line it takes")
  func coxWithoutLine() async throws {
    let result = try await federation.result(
      of: SitePlan.statistics, at: "noord", "cox", ["time": "time", "status": "status", "covariates": ["age"]])
    #expect(result.status == "crashed")
    #expect(try result.value == nil)
    let log = try #require(result.log)
    #expect(log.contains("The disclosure rules of this node do not let the result out"), "\(log)")
    #expect(log.contains("disclosure: {allow: [cox-risk-sets]}"), "\(log)")
  }

  @Test("a program that skips the toolkit and writes raw rows gets nothing out", arguments: ["rows", "forged"])
  func rawRows(image: String) async throws {
    let result = try await federation.result(of: image, at: "noord")
    #expect(result.status == "failed")
    #expect(try result.value == nil)
    let log = try #require(result.log)
    #expect(log.contains("The disclosure rules of this node do not let the result out; nothing of it was sent."))
    #expect(!log.contains("5042"), "the log holds a value of a record")
    let stored = try await federation.researcher.result.get(result.run)
    #expect(stored.result?.isEmpty ?? true)
  }
}

extension SitePlan {
  fileprivate static var guarded: SitePlan {
    var plan = plain("noord")
    let rows = (1...40).map { "\($0),\($0 % 2),50\($0)" }
    plan.csv = (["time,status,age"] + rows).joined(separator: "\n") + "\n"
    plan.disclosure = ["undeclared": "refuse", "minimum_rows": 5]
    plan.scripts["rows"] = "cd /mnt/data/task-*; cp /mnt/data/patients.csv output"
    // Declares every value to be a count of missing values, which are exempt.
    plan.scripts["forged"] = """
      cd /mnt/data/task-*
      { printf '{"rows": ['; tail -n +2 /mnt/data/patients.csv | cut -d, -f3 | paste -sd,; printf ']}'; } > output
      printf '{"version": 1, "entries": [{"path": "/rows/*", "kind": "label"}]}' > output.disclosure
      """
    return plan
  }
}
