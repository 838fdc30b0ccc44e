import PolderClient
import PolderCore
import PolderTesting
import Testing

/// Algorithms over their limits: ended with their whole tree, told to the researcher, and the node lives on.
@Suite(.federation(.strict, .brief), .timeLimit(.minutes(10)))
struct LimitTests {
  let federation: ProcessFederation

  init() throws { federation = try #require(Shared.federation) }

  @Test(
    "a limit ends the whole tree, the log names the limit, and the next task runs",
    arguments: [
      ("forks", "runtime.limits.processes: 24"), ("memory", "runtime.limits.memory_mb: 128"),
      ("busy", "runtime.limits.cpu_seconds: 1"),
    ])
  func limit(image: String, words: String) async throws {
    let result = try await federation.result(of: image, at: "strict")
    try await check(result.status, result.log, words, result.run)
    #expect(try await federation.result(of: "one", at: "strict").value == 1)
  }

  @Test("a run that takes too long is ended, the log names the limit, and the next task runs")
  func wallTime() async throws {
    let result = try await federation.result(of: "waits", at: "brief")
    try await check(result.status, result.log, "runtime.limits.wall_seconds: 2", result.run)
    #expect(try await federation.result(of: "one", at: "brief").value == 1)
  }

  private func check(_ status: String, _ log: String?, _ words: String, _ run: RunID) async throws {
    #expect(status == "crashed")
    #expect(log?.contains("The node ended the run: it took more") == true, "\(log ?? "no log")")
    #expect(log?.contains(words) == true, "\(log ?? "no log")")
    let left = Traces.algorithms(of: federation.folder.path, run: run.rawValue)
    #expect(left.isEmpty, "\(left.map(Traces.describe))")
  }
}

extension SitePlan {
  fileprivate static var strict: SitePlan {
    var plan = plain("strict")
    plan.limits = ["memory_mb": 128, "processes": 24, "cpu_seconds": 1, "wall_seconds": 60]
    plan.scripts["forks"] = "f() { f | f & }; f; sleep 600"
    // Each of four holds half of what all of them together may have.
    plan.scripts["memory"] =
      "for i in 1 2 3 4; do (head -c 64m /dev/zero; sleep 600) | tail > /dev/null & done; wait"
    plan.scripts["busy"] = "while :; do :; done"
    return plan
  }

  fileprivate static var brief: SitePlan {
    var plan = plain("brief")
    plan.limits = ["wall_seconds": 2]
    plan.scripts["waits"] = "sleep 600 & wait"
    return plan
  }
}
