import PolderStatistics

/// Prints a report for people.
struct ReportPrinter {
  let report: DemoReport
  let output: DemoOutput

  func print() {
    printSummary()
    printModel()
    printComparison()
    printReleases()
    output.line()
    output.line("  start → \(report.sites.count) nodes ready  \(seconds(report.times.startToReady))")
    output.line("  task summary → result  \(seconds(report.times.summary))")
    output.line("  task cox → result      \(seconds(report.times.cox))  (\(report.federated.iterations) iterations)")
  }

  private func seconds(_ value: Double) -> String { Figures.fixed(value, 2) + " s" }

  private func printSummary() {
    output.line()
    output.line("Summary of \(report.sites.count) hospitals together")
    var table = TextTable(header: ["", "count", "missing", "mean", "sd", "min", "max"])
    for column in report.summary.columns {
      table.rows.append([
        column.name, column.count.map { Figures.count($0) } ?? "–", column.missing.map { Figures.count($0) } ?? "–",
        number(column.mean), number(column.sd), number(column.min), number(column.max),
      ])
    }
    output.line(table.text)
    if report.summary.columns.contains(where: { $0.withheld?.min != nil || $0.withheld?.max != nil }) {
      output.line("  – is withheld: an extreme rests on fewer records than the node's minimum_records (5).")
    }
  }

  private func number(_ value: Double?) -> String { value.map { Figures.fixed($0, 2) } ?? "–" }

  private func printModel() {
    output.line()
    output.line(
      "Cox proportional hazards, Efron ties: \(report.federated.rows) patients, \(report.federated.events) events, "
        + "\(report.federated.dropped) left out for missing values")
    var table = TextTable(
      header: ["", "coefficient", "std. error", "hazard ratio", "95 % interval", "p", "pooled coef.", "pooled s.e."])
    for (one, other) in zip(report.federated.coefficients, report.pooled.coefficients) {
      table.rows.append([
        one.name, Figures.fixed(one.coefficient, 6), Figures.fixed(one.standardError, 6),
        Figures.fixed(one.hazardRatio, 3), "\(Figures.fixed(one.lower95, 3)) – \(Figures.fixed(one.upper95, 3))",
        Figures.probability(one.p), Figures.fixed(other.coefficient, 6), Figures.fixed(other.standardError, 6),
      ])
    }
    output.line(table.text)
  }

  private func printComparison() {
    output.line(
      "  log-likelihood \(Figures.fixed(report.federated.logLikelihood, 6)), pooled "
        + Figures.fixed(report.pooled.logLikelihood, 6))
    output.line(
      "  The pooled model was fitted here on all rows at once: possible only because this data set is public.")
    output.line("  Largest difference: \(Figures.scientific(report.largestDifference))")
  }

  private func printReleases() {
    output.line()
    output.line("What left each hospital: aggregates only, judged by its node before they left")
    var table = TextTable(header: ["", "rows", "results", "bytes", "fields"])
    for site in report.sites {
      table.rows.append([
        site.name, Figures.count(site.rows), Figures.count(site.results), Figures.count(site.bytes),
        Figures.count(site.fields),
      ])
    }
    output.line(table.text)
    var lines: [String] = []
    for line in report.sites.flatMap(\.lines) where !lines.contains(line) { lines.append(line) }
    output.line("  let out by these lines of the nodes' configuration: \(lines.joined(separator: " · "))")
    output.line(
      "  An exact Cox model shares sums over risk sets, which can rest on single records; each node's steward")
    output.line("  has to allow that by name:  \(NodePart.allowLine)  Without the line `cox` is refused.")
  }
}
