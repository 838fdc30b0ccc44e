import PolderAlgorithm
import PolderCore
import PolderData
import PolderStatistics
import Testing

@Suite("Cox model on what it can not be fitted to")
struct CoxRefusalTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(columns.map { (name: $0, column: .numbers($1)) })
  }

  private func failure(_ table: Table, _ covariates: [String], event: Double? = nil) -> PolderError? {
    #expect(throws: PolderError.self) {
      try CoxModel.fit(table: table, time: "t", status: "s", covariates: covariates, event: event)
    }
  }

  private let times = (1...40).map(Double.init)
  private let statuses = (1...40).map { Double($0 % 3 == 0 ? 0 : 1) }

  @Test("A covariate that separates the events is named, instead of a coefficient that means nothing")
  func tellsSeparation() throws {
    // The earlier the event, the larger x: the likelihood rises for ever.
    let error = failure(try table([("t", times), ("s", statuses), ("x", times.map { -$0 })]), ["x"])
    #expect(error?.code == .algorithmUnsuitableData)
    #expect(error?.message.contains("'x' separates") == true)
    let group = times.enumerated().map { $0.offset < 20 ? 1.0 : 0.0 }
    let early = zip(statuses, group).map { $1 == 1 ? $0 : 0 }
    #expect(failure(try table([("t", times), ("s", early), ("x", group)]), ["x"])?.code == .algorithmUnsuitableData)
  }

  @Test("A covariate that follows from others is named")
  func tellsCollinearity() throws {
    let x = times.map { ($0 * 7).truncatingRemainder(dividingBy: 11) }
    let y = times.map { ($0 * 5).truncatingRemainder(dividingBy: 13) }
    let sum = zip(x, y).map { 2 * $0 - $1 + 3 }
    let error = failure(
      try table([("t", times), ("s", statuses), ("x", x), ("y", y), ("sum", sum)]), ["x", "y", "sum"])
    #expect(error?.message.contains("'sum' can be computed from the others") == true)
  }

  @Test("A covariate of one value, and rows without events, are told as such")
  func tellsEmptiness() throws {
    let constant = try table([("t", times), ("s", statuses), ("x", times.map { _ in 7.1 })])
    #expect(failure(constant, ["x"])?.message.contains("'x' has the same value in all rows") == true)
    let censored = try table([("t", times), ("s", times.map { _ in 0 }), ("x", times)])
    #expect(failure(censored, ["x"])?.message.contains("No complete row has an event") == true)
    let empty = try table([("t", []), ("s", []), ("x", [])])
    #expect(failure(empty, ["x"])?.message.contains("No complete row has an event") == true)
  }

  @Test("Columns that do not fit are told by name")
  func tellsColumns() throws {
    let fitting = try table([("t", times), ("s", statuses), ("x", times)])
    #expect(failure(fitting, ["z"])?.code == .dataUnknownColumn)
    #expect(failure(fitting, [])?.code == .algorithmInvalidArguments)
    #expect(failure(fitting, ["x", "x"])?.code == .algorithmInvalidArguments)
    #expect(failure(fitting, ["t"])?.code == .algorithmInvalidArguments)
    #expect(failure(fitting, ["x"], event: .nan)?.code == .algorithmInvalidArguments)
    #expect(
      failure(try table([("t", times), ("s", statuses), ("x", times.map { _ in .infinity })]), ["x"])?.object == "x")
    let texts = try Table([
      ("t", .numbers(times)), ("s", .numbers(statuses)), ("x", .texts(times.map { "\($0)" })),
    ])
    #expect(failure(texts, ["x"])?.code == .dataNotNumeric)
  }

  @Test("Too few iterations are told, and no half-fitted model is given")
  func tellsNonConvergence() throws {
    let error = #expect(throws: PolderError.self) {
      try CoxModel.fit(
        table: Lung.table(), time: "time", status: "status", covariates: Lung.covariates, maximumIterations: 2)
    }
    #expect(error?.code == .algorithmNotConverged)
    #expect(error?.message.contains("within 2 iterations") == true)
  }

  private func federation(_ policies: [DisclosurePolicy]) throws -> MockFederation {
    let table = try Lung.table()
    let sites = policies.enumerated().map { index, policy in
      MockSite(
        Int64(index + 1), table: table.rows((0..<table.rowCount).filter { $0 % policies.count == index }),
        disclosure: policy)
    }
    return MockFederation(program: ShippedAlgorithms.program, sites: sites)
  }

  @Test("Without the steward's line no event time leaves, and the researcher reads which line it is")
  func needsTheLine() async throws {
    let federation = try federation([Lung.open, DisclosurePolicy(), Lung.open])
    let error = await #expect(throws: PolderError.self) { try await federation.task("cox", arguments: Lung.arguments) }
    #expect(error?.code == .algorithmSubtaskFailed)
    #expect(error?.object == "organization 2")
    #expect(error?.nextStep?.contains("allow: cox-risk-sets") == true)
    let releases = await federation.releases
    #expect(!releases.contains { $0.organization == OrganizationID(2) })
  }

  @Test("With the line, every part that leaves says so, and the model itself rests on its rows alone")
  func saysTheLine() async throws {
    let federation = try federation([Lung.open, Lung.open, Lung.open])
    _ = try await federation.task("cox", arguments: Lung.arguments)
    let releases = await federation.releases
    for release in releases {
      let lines = release.release.lines
      #expect(lines.contains("allow: cox-risk-sets") == (release.method != "cox"))
    }
    #expect(releases.last?.method == "cox")
    #expect(releases.last?.release.lines == ["minimum_rows: 5", "missing counts are exempt"])
  }

  @Test("A site with too few complete rows refuses, even with the line")
  func needsRows() async throws {
    let table = try Lung.table()
    let sites = [
      MockSite(1, table: table.rows(Array(0..<200)), disclosure: Lung.open),
      MockSite(2, table: table.rows([200, 201, 202, 203]), disclosure: Lung.open),
    ]
    let federation = MockFederation(program: ShippedAlgorithms.program, sites: sites)
    let error = await #expect(throws: PolderError.self) { try await federation.task("cox", arguments: Lung.arguments) }
    #expect(error?.nextStep?.contains("minimum_rows: 5") == true)
  }

  @Test(
    "Arguments that do not fit are told by name",
    arguments: [
      (["time": nil], "'time' is missing"), (["covariates": "age"], "'covariates' is not a list of texts"),
      (["event": "dead"], "'event' is not a number"), (["maximum_iterations": 0], "'maximum_iterations'"),
      (["covariate": ["age"]], "Did you mean 'covariates'?"), (["organizations": [1, 99]], "organization"),
    ] as [(JSONObject, String)])
  func tellsArguments(change: JSONObject, words: String) async throws {
    var arguments = Lung.arguments
    for (name, value) in change { arguments[name] = value }
    let federation = try federation([Lung.open, Lung.open])
    let error = await #expect(throws: PolderError.self) { try await federation.task("cox", arguments: arguments) }
    #expect("\(String(describing: error))".contains(words))
  }

  @Test("A step whose lists do not fit each other is refused before anything is computed")
  func checksSteps() async throws {
    let federation = try federation([Lung.open])
    var arguments = Lung.arguments
    let fitting: JSONObject = [
      "center": [0, 0, 0], "scale": [1, 1, 1], "beta": [0, 0, 0], "times": [5, 11], "ties": [1],
    ]
    for (name, value) in fitting { arguments[name] = value }
    _ = try await federation.task("cox_step", arguments: arguments)
    let broken: [(String, JSONValue)] = [
      ("center", [0]), ("scale", [1, 0, 1]), ("beta", [0, 0, 0, 0]), ("times", [11, 5]), ("ties", [2]),
      ("ties", [1, 1]),
    ]
    for (name, value) in broken {
      var changed = arguments
      changed[name] = value
      let error = await #expect(throws: PolderError.self) { try await federation.task("cox_step", arguments: changed) }
      #expect(error?.code == .algorithmInvalidArguments)
    }
  }
}
