import PolderAlgorithm
import PolderCore
import PolderData
import PolderStatistics
import Testing

@Suite("Summary")
struct SummaryTests {
  private func summary(_ sites: [MockSite], _ arguments: JSONObject = [:]) async throws -> SummaryReport {
    let federation = MockFederation(program: ShippedAlgorithms.program, sites: sites)
    return try JSONValueDecoder.decode(
      SummaryReport.self, from: try await federation.task("summary", arguments: arguments))
  }

  @Test("Over any number of sites it equals what pandas computed from all rows", arguments: 1...4)
  func equalsTheReference(sites: Int) async throws {
    let report = try await summary(Lung.sites(sites, of: Lung.table()))
    let reference = try #require(try Lung.reference()["summary"]?.object)
    #expect(reference.count == 5)
    #expect(report.organizations == sites)
    for (name, expected) in reference {
      let column = try #require(report.column(name))
      #expect(column.count.map(Int64.init) == expected["count"]?.integer)
      #expect(column.missing.map(Int64.init) == expected["missing"]?.integer)
      #expect(agrees(column.mean, expected["mean"]?.double, to: 1e-12))
      #expect(agrees(column.sd, expected["sd"]?.double, to: 1e-12))
    }
  }

  @Test("Columns come in their order, and only those asked for")
  func choosesColumns() async throws {
    let sites = Lung.sites(2, of: try Lung.table())
    #expect(try await summary(sites).columns.map(\.name).prefix(3) == ["inst", "time", "status"])
    #expect(try await summary(sites, ["columns": ["wt.loss", "age"]]).columns.map(\.name) == ["wt.loss", "age"])
  }

  private func site(_ id: Int64, _ values: [Double], _ policy: DisclosurePolicy = .init()) throws -> MockSite {
    MockSite(id, table: try Table([("x", .numbers(values))]), disclosure: policy)
  }

  @Test("An extreme leaves when enough records hold it, and says how many")
  func letsSharedExtremesOut() async throws {
    let sites = [
      try site(1, [1, 1, 1, 1, 1, 4, 9, 9, 9, 9, 9]), try site(2, [1, 1, 1, 1, 1, 1, 5, 8, 8, 8, 8, 8]),
    ]
    let column = try #require(try await summary(sites).column("x"))
    #expect(column.min == 1 && column.minRecords == 11)
    #expect(column.max == 9 && column.maxRecords == 5)
    #expect(column.withheld == nil)
  }

  @Test("An extreme that too few records hold stays, with the reason, and holds back that of all sites")
  func holdsRareExtremes() async throws {
    let sites = [try site(1, [1, 1, 1, 1, 1, 9, 9, 9, 9, 9]), try site(2, [0, 1, 1, 1, 1, 1, 8, 8, 8, 8, 8])]
    let column = try #require(try await summary(sites).column("x"))
    #expect(column.min == nil && column.minRecords == nil)
    #expect(column.max == 9)
    #expect(column.withheld?.min?.contains("too few records") == true)
    #expect(column.withheld?.max == nil)
  }

  @Test("A site with too few values of a column keeps them, and the rest says so")
  func holdsThinColumns() async throws {
    let sites = [
      try site(1, [1, 2, 3, 4, 5, 6]), try site(2, [100, 200, 300, 400, .nan, .nan]), try site(3, [1, 2, 3, 4, 5]),
    ]
    let column = try #require(try await summary(sites).column("x"))
    #expect(column.count == 11 && column.missing == 0)
    #expect(agrees(column.mean, 36.0 / 11, to: 1e-14))
    #expect(column.withheld?.rows == "1 of 3 organizations have too few rows with a value")
  }

  @Test("When every site keeps a column, nothing of it is told")
  func holdsEmptyColumns() async throws {
    let sites = [try site(1, [1, 2]), try site(2, [3])]
    let column = try #require(try await summary(sites).column("x"))
    #expect(column.count == nil && column.missing == nil && column.mean == nil && column.min == nil)
    #expect(column.withheld?.rows != nil)
  }

  @Test("Each node's own minimum counts there")
  func followsEachPolicy() async throws {
    let values = [1.0, 2, 3, 4, 5, 6, 7]
    let sites = [try site(1, values), try site(2, values, .init(minimumRows: 8)), try site(3, values)]
    let column = try #require(try await summary(sites).column("x"))
    #expect(column.count == 14)
  }

  @Test("Columns of texts are counted, not averaged")
  func countsTexts() async throws {
    let table = try Table([("t", .texts(["a", "b", nil, "c", "d", "e"]))])
    let column = try #require(try await summary([MockSite(1, table: table)]).column("t"))
    #expect(column.kind == "texts" && column.count == 5 && column.missing == 1)
    #expect(column.mean == nil && column.min == nil)
  }

  @Test("What no site could mean is refused clearly")
  func refusesUnfitting() async throws {
    let numbers = try site(1, [1, 2, 3, 4, 5])
    let texts = MockSite(2, table: try Table([("x", .texts(["a", "b", "c", "d", "e"]))]))
    let other = MockSite(3, table: try Table([("y", .numbers([1, 2, 3, 4, 5]))]))
    let infinite = try site(4, [1, 2, 3, 4, .infinity])
    for (sites, words) in [
      ([numbers, texts], "numbers at some"), ([numbers, other], "the columns x, y"), ([infinite], "infinite"),
    ] {
      let error = await #expect(throws: PolderError.self) { try await summary(sites) }
      #expect("\(String(describing: error))".contains(words))
    }
  }

  @Test("An unknown column names the site's columns and reaches the researcher")
  func tellsUnknownColumns() async throws {
    let sites = Lung.sites(3, of: try Lung.table())
    let error = await #expect(throws: PolderError.self) { try await summary(sites, ["columns": ["agee"]]) }
    #expect(error?.code == .algorithmSubtaskFailed)
    #expect(error?.nextStep?.contains("Did you mean 'age'?") == true)
  }

  @Test("Only the organizations named take part; none or one named twice is refused")
  func choosesOrganizations() async throws {
    let sites = [try site(1, [1, 2, 3, 4, 5]), try site(2, [6, 7, 8, 9, 10, 11])]
    #expect(try await summary(sites, ["organizations": [2]]).column("x")?.count == 6)
    for list in [[], [1, 1]] as [JSONValue] {
      let error = await #expect(throws: PolderError.self) { try await summary(sites, ["organizations": list]) }
      #expect(error?.code == .algorithmInvalidArguments)
    }
  }

  @Test("What leaves a site is the few numbers the documentation names, under the minimum of rows")
  func leavesLittle() async throws {
    let federation = MockFederation(
      program: ShippedAlgorithms.program, sites: [try site(1, [1, 2, 3, 4, 5]), try site(2, [1, 2, 3, 4, 5, .nan])])
    _ = try await federation.task("summary")
    let releases = await federation.releases
    #expect(releases.map(\.method).sorted() == ["summary", "summary_partial", "summary_partial"])
    for release in releases where release.method == "summary_partial" {
      #expect(Set(release.release.lines) == ["minimum_rows: 5", "missing counts are exempt"])
      // Name, kind, two reasons; count, missing, mean, squares.
      #expect(release.release.fields == 8)
    }
  }
}
