import PolderStatistics

extension DemoReport {
  init(_ outcome: Analysis.Outcome, pooled: CoxFit, sites: [DemoSite], readyAfter: Duration, total: Duration) {
    federated = outcome.cox
    self.pooled = pooled
    largestDifference = Self.difference(outcome.cox, pooled)
    summary = outcome.summary
    self.sites = sites.map { site in
      let release = outcome.releases[site.organization] ?? SiteRelease()
      return Site(
        name: site.hospital.name, rows: site.hospital.rows, results: release.results, bytes: release.bytes,
        fields: release.fields, lines: release.lines)
    }
    times = Times(
      startToReady: Self.seconds(readyAfter), summary: Self.seconds(outcome.summaryTime),
      cox: Self.seconds(outcome.coxTime), total: Self.seconds(total))
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
