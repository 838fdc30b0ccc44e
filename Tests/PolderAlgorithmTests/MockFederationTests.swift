import PolderAlgorithm
import PolderCore
import PolderData
import Testing

@Suite("Federation in memory")
struct MockFederationTests {
  private struct Rows: Codable, Equatable {
    let rows: Int
  }

  private static let program = AlgorithmProgram(
    name: "test",
    methods: [
      AlgorithmMethod("rows", kind: .central, parameters: ["organizations"]) { context in
        let organizations = try await context.participants()
        let parts: [Rows] = try await context.federation.call("part", arguments: [String: Int](), at: organizations)
        return try AlgorithmResult(parts, disclosure: DisclosureDeclaration([.init("/*/rows", .count)]))
      },
      AlgorithmMethod("part", kind: .partial) { context in
        try AlgorithmResult(
          Rows(rows: await context.table().rowCount), disclosure: DisclosureDeclaration([.init("/rows", .count)]))
      },
      AlgorithmMethod("bare", kind: .partial) { _ in try AlgorithmResult([1, 2], disclosure: nil) },
      AlgorithmMethod("odd", kind: .central) { context in
        let parts: [Rows] = try await context.federation.call(
          "bare", arguments: [String: Int](), at: [OrganizationID(1)])
        return try AlgorithmResult(parts.count, disclosure: nil)
      },
    ])

  private func federation(_ rows: [Int], undeclared: DisclosurePolicy.Undeclared = .pass) throws -> MockFederation {
    let sites = try rows.enumerated().map { index, count in
      MockSite(
        Int64(index + 1), table: try Table([("x", .numbers(Array(repeating: 1, count: count)))]),
        disclosure: DisclosurePolicy(undeclared: undeclared))
    }
    return MockFederation(program: Self.program, sites: sites)
  }

  @Test("A central method gets every site's part in the order asked for")
  func runsCentral() async throws {
    let federation = try federation([5, 6, 7])
    #expect(try await federation.task("rows") == [["rows": 5], ["rows": 6], ["rows": 7]])
    #expect(try await federation.task("rows", arguments: ["organizations": [3, 1]]) == [["rows": 7], ["rows": 5]])
  }

  @Test("What leaves a site is judged as at a node, and its refusal reaches the researcher")
  func judges() async throws {
    let federation = try federation([5, 4])
    let error = await #expect(throws: PolderError.self) { try await federation.task("rows") }
    #expect(error?.code == .algorithmSubtaskFailed)
    #expect(error?.object == "organization 2")
    #expect(error?.nextStep?.contains("minimum_rows: 5") == true)
    let releases = await federation.releases
    #expect(releases.allSatisfy { $0.organization == OrganizationID(1) })
  }

  @Test("A result without a declaration follows the site's rule")
  func judgesUndeclared() async throws {
    #expect(try await federation([5]).task("bare") == [1, 2])
    let strict = try federation([5], undeclared: .refuse)
    let error = await #expect(throws: PolderError.self) { try await strict.task("bare") }
    #expect(error?.code == .disclosureRefused)
  }

  @Test("A part of another form than expected is told with its organization")
  func tellsOtherForms() async throws {
    let error = await #expect(throws: PolderError.self) { try await federation([5]).task("odd") }
    #expect(error?.message.contains("another form") == true)
    #expect(error?.object == "organization 1")
  }

  @Test("An organization that is not there is refused")
  func refusesStrangers() async throws {
    await #expect(throws: PolderError.self) {
      try await federation([5]).task("rows", arguments: ["organizations": [9]])
    }
  }
}
