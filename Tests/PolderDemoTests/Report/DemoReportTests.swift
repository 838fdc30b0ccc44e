import PolderCore
import PolderStatistics
import PolderTesting
import Testing

@testable import PolderDemo

@Suite("Report of a demonstration")
struct DemoReportTests {
  static let hospital = Hospital(name: "Amstel Hospital", csv: [], rows: 76, sites: ["1"])
  static let site = DemoSite(hospital: hospital, organization: OrganizationID(2), node: NodeID(5), apiKey: "secret-key")

  static func summary() throws -> SummaryReport {
    let column: JSONValue = [
      "name": "age", "kind": "number", "count": 228, "missing": 0, "mean": 62.44736842105263, "sd": 9.073456573415623,
      "withheld": ["min": "rests on fewer records", "max": "rests on fewer records"],
    ]
    return try JSONValueDecoder.decode(SummaryReport.self, from: ["columns": [column], "organizations": 3])
  }

  static func report(_ federated: CoxFit, _ pooled: CoxFit) throws -> DemoReport {
    var release = SiteRelease()
    release.add(ReleaseNotice(bytes: 12_345, fields: 678, lines: ["disclosure.allow: [cox-risk-sets]"]).text)
    let outcome = Analysis.Outcome(
      summary: try summary(), summaryTime: .milliseconds(250), cox: federated, coxTime: .milliseconds(2_500),
      releases: [site.organization: release])
    return DemoReport(
      outcome, pooled: pooled, sites: [site], readyAfter: .milliseconds(1_250), total: .seconds(5))
  }

  static func changed(_ fit: CoxFit, _ change: (inout JSONObject) -> Void) throws -> CoxFit {
    var object = try #require(try JSONValueEncoder.value(of: fit).object)
    change(&object)
    return try JSONValueDecoder.decode(CoxFit.self, from: .object(object))
  }

  @Test("The largest difference is found wherever it is: coefficient, standard error, log-likelihood")
  func findsDifferences() async throws {
    let fit = try await Lung.fit()
    #expect(DemoReport.difference(fit, fit) == 0)
    let likelier = try Self.changed(fit) { $0["log_likelihood"] = .number(fit.logLikelihood + 0.25) }
    #expect(abs(DemoReport.difference(fit, likelier) - 0.25) < 1e-9)
    #expect(abs(DemoReport.difference(likelier, fit) - 0.25) < 1e-9)
    for key in ["coefficient", "standard_error"] {
      let other = try Self.changed(fit) { object in
        guard var list = object["coefficients"]?.array, var last = list.last?.object, let value = last[key]?.double
        else { return }
        last[key] = .number(value - 0.5)
        list[list.count - 1] = .object(last)
        object["coefficients"] = .array(list)
      }
      #expect(abs(DemoReport.difference(fit, other) - 0.5) < 1e-9)
    }
  }

  @Test("Models of different covariates are not called equal")
  func tellsOtherModels() async throws {
    let (small, large) = (try await Lung.fit(["age"]), try await Lung.fit(["age", "sex"]))
    let cut = try Self.changed(large) { object in
      object["log_likelihood"] = .number(small.logLikelihood)
      guard let first = object["coefficients"]?.array?.first?.object else { return }
      var same = first
      same["coefficient"] = .number(small.coefficients[0].coefficient)
      same["standard_error"] = .number(small.coefficients[0].standardError)
      object["coefficients"] = .array([.object(same)] + (object["coefficients"]?.array?.dropFirst() ?? []))
    }
    #expect(DemoReport.difference(small, cut) == .infinity)
    #expect(DemoReport.difference(cut, small) == .infinity)
  }

  @Test("The report as JSON has the documented keys and reads back as it was")
  func encodes() async throws {
    let fit = try await Lung.fit()
    let report = try Self.report(fit, fit)
    let value = try JSONValueEncoder.value(of: report)
    #expect(value.object?.keys == ["cox", "pooled", "largest_difference", "summary", "sites", "times"])
    #expect(value["times"] == ["ready": 1.25, "summary": 0.25, "cox": 2.5, "total": .number(5)])
    #expect(value["sites"]?.array?.first?["bytes"] == 12_345)
    #expect(value.text.contains("secret-key") == false)
    let read = try JSONValueDecoder.decode(DemoReport.self, from: value)
    #expect(read.federated == report.federated)
    #expect(read.sites.first?.lines == ["disclosure.allow: [cox-risk-sets]"])
  }

  @Test("People read the model, what is beside it and why, what left, under which line, and the times")
  func prints() async throws {
    let (fit, lines) = (try await Lung.fit(), KeptLines())
    ReportPrinter(report: try Self.report(fit, fit), output: lines.output).print()
    let text = lines.text
    for words in [
      "227 patients, 164 events, 1 left out for missing values", "0.011067", "-0.552612", "0.463728", "0.009267",
      "possible only because this data set is public", "Largest difference: 0.0", "12,345",
      "disclosure: {allow: [cox-risk-sets]}", "1.25 s", "2.50 s", "62.45",
    ] {
      #expect(text.contains(words), "\(words) is missing in:\n\(text)")
    }
    let age = try #require(lines.all.flatMap { $0.split(separator: "\n") }.first { $0.hasPrefix("  age  ") })
    #expect(age.split(separator: " ") == ["age", "228", "0", "62.45", "9.07", "–", "–"])
    #expect(text.contains("minimum_records"), "why extremes are missing is told")
    #expect(lines.all.flatMap { $0.split(separator: "\n") }.allSatisfy { $0.count <= 120 })
  }

  @Test("The report goes into the file that was named, and a place that can not be written is told")
  func writesFiles() async throws {
    let fit = try await Lung.fit()
    let report = try Self.report(fit, fit)
    try await TestFolder.with { folder in
      try ReportFile(folder.path + "/report.json").write(report)
      let bytes = try #require(FileText.read(folder.path + "/report.json"))
      #expect(bytes.hasSuffix("\n"))
      #expect(try JSONValue(parsing: Array(bytes.utf8))["largest_difference"]?.double == 0)
      let error = #expect(throws: PolderError.self) {
        try ReportFile(folder.path + "/nowhere/report.json").write(report)
      }
      #expect(error?.code == "demo-report")
      #expect(error?.nextStep?.contains("--json") == true)
    }
  }
}
