import PolderClient
import PolderCore
import PolderTesting
import Testing

/// What a researcher reads when an algorithm fails, and that the node lives on.
@Suite(.federation(.broken), .timeLimit(.minutes(10)))
struct AlgorithmFaultTests {
  let federation: ProcessFederation

  init() throws { federation = try #require(Shared.federation) }

  @Test("a program that fails is a crashed run with its exit code and what it printed")
  func exitCode() async throws {
    let result = try await federation.result(of: "fails", at: "noord")
    #expect(result.status == "crashed")
    #expect(try result.value == nil)
    #expect(result.log?.contains("going down") == true)
    #expect(result.log?.contains("The algorithm ended with exit code 3.") == true)
  }

  @Test("a program that a signal ends is a crashed run with the signal")
  func endedBySignal() async throws {
    let result = try await federation.result(of: "faults", at: "noord")
    #expect(result.status == "crashed")
    #expect(result.log?.contains("The algorithm was ended by signal 11.") == true)
  }

  @Test("an image without a program is a run of that status, and the log says who can mend it")
  func unknownImage() async throws {
    let result = try await federation.result(of: "registry.example.org/none:1", at: "noord")
    #expect(result.status == "non-existing Docker image")
    #expect(result.log?.contains("no program for the image 'registry.example.org/none:1'") == true)
    #expect(result.log?.contains("runtime.images") == true)
  }

  @Test("a method that is not there: the researcher reads which there are, and the nearest")
  func unknownMethod() async throws {
    let result = try await federation.result(of: SitePlan.statistics, at: "noord", "sumary")
    #expect(result.status == "crashed")
    #expect(result.log?.contains("has no method 'sumary'") == true)
    #expect(result.log?.contains("Did you mean 'summary'?") == true)
    #expect(result.log?.contains("It has: summary, ") == true)
  }

  @Test("a column that is not there, asked for through a central part: the researcher reads which there are")
  func unknownColumn() async throws {
    let organization = try federation.site("noord").organization
    let result = try await federation.result(
      of: SitePlan.statistics, at: "noord", "summary",
      ["columns": ["aeg"], "organizations": [.integer(organization.rawValue)]])
    #expect(result.status == "crashed")
    #expect(result.log?.contains("'aeg'") == true)
    #expect(result.log?.contains("time, status, age") == true)
  }

  @Test("a node that had failing runs takes up the next one")
  func livesOn() async throws {
    _ = try await federation.result(of: "fails", at: "noord")
    #expect(try await federation.result(of: "one", at: "noord").value == 1)
  }
}

extension SitePlan {
  fileprivate static var broken: SitePlan {
    var plan = plain("noord")
    plan.scripts["fails"] = "echo going down >&2; exit 3"
    plan.scripts["faults"] = "kill -SEGV $$"
    return plan
  }
}
