import PolderAlgorithm
import PolderCore
import Testing

@Suite("Environment of a run")
struct ContainerEnvironmentTests {
  private func environment(_ plain: [String: String]) -> ContainerEnvironment {
    ContainerEnvironment(plain.mapValues(EnvironmentText.encode))
  }

  @Test("Databases are found by label, in the task's order, whatever the case of the label")
  func findsDatabases() throws {
    let environment = environment([
      "USER_REQUESTED_DATABASE_LABELS": "second,first", "FIRST_DATABASE_URI": "/mnt/data/a.csv",
      "FIRST_DATABASE_TYPE": "CSV", "SECOND_DATABASE_URI": "/mnt/data/b.parquet", "SECOND_DATABASE_TYPE": "parquet",
    ])
    #expect(environment.requestedLabels == ["second", "first"])
    let first = try #require(environment.database("first"))
    #expect(first.uri == "/mnt/data/a.csv" && first.type == "csv")
    _ = try first.source()
    let second = try #require(environment.database("second"))
    #expect(throws: PolderError.self) { try second.source() }
    #expect(environment.database("third") == nil)
  }

  @Test("The proxy's address is put together from its parts")
  func buildsAddress() throws {
    #expect(
      try environment(["HOST": "http://proxyserver", "PORT": "80", "API_PATH": ""]).proxyAddress
        == "http://proxyserver:80")
    #expect(try environment(["HOST": "http://h", "PORT": "1", "API_PATH": "/api"]).proxyAddress == "http://h:1/api")
    #expect(try environment(["HOST": "http://h"]).proxyAddress == "http://h")
    #expect(throws: PolderError.self) { try environment(["PORT": "80"]).proxyAddress }
  }

  @Test("Plain variables and the run's context file are taken as they are")
  func keepsPlain() throws {
    let environment = ContainerEnvironment(["PATH": "/usr/bin", "RUN_CONTEXT_FILE": "ME!!!!!!", "X": "ME!!!!!!"])
    #expect(environment["PATH"] == "/usr/bin")
    #expect(environment["RUN_CONTEXT_FILE"] == "ME!!!!!!")
    #expect(environment["X"] == "a")
    #expect(environment["Y"] == nil)
  }

  @Test("The node's rules are read")
  func readsRules() {
    let policy = DisclosurePolicy(minimumRows: 8, minimumRecords: 9, allow: ["cox-risk-sets"])
    let variables = Dictionary(uniqueKeysWithValues: policy.environment.map { ($0.name, $0.value) })
    #expect(environment(variables).disclosure == policy)
  }
}
