import PolderClient
import PolderCore
import PolderStatistics

/// What happens once the server is up: setting up, starting the nodes, asking, telling.
struct Scenario: Sendable {
  let options: DemoOptions
  let output: DemoOutput
  let folder: DemoFolder
  let data: DemoData
  let accounts: DemoAccounts
  let start: ContinuousClock.Instant
  /// The server's address.
  let server: String

  func run() async throws -> DemoReport {
    let root = try UserClient(server: server)
    try await root.authenticate(username: accounts.root.username, password: accounts.root.password)
    let setup = FederationSetup(root: root)
    let (collaboration, sites) = try await setup.makeSites(of: data.hospitals)
    let port = try ServerPart.port(of: server)
    let nodes = try sites.enumerated().map { index, site in
      try NodePart(options: options, folder: folder, site: site, index: index, port: port).process()
    }
    return try await withThrowingTaskGroup(of: DemoReport?.self) { group in
      let ready = nodes.map { _ in Arrival<String>() }
      for (node, arrival) in zip(nodes, ready) {
        group.addTask {
          try await SiteProcess(part: { node }, output: output).run { arrival.arrived($0) }
          return nil
        }
      }
      group.addTask {
        try await setup.makeUsers(accounts, organization: sites[0].organization)
        let researcher = try UserClient(server: server)
        try await researcher.authenticate(
          username: accounts.researcher.username, password: accounts.researcher.password)
        for arrival in ready { _ = try await arrival.value }
        let time = ContinuousClock.now - start
        output.line()
        output.line("Server and \(sites.count) nodes are up after \(Figures.seconds(time)): \(server)")
        let report = try await ask(researcher, collaboration, sites, readyAfter: time)
        await researcher.shutdown()
        await root.shutdown()
        return report
      }
      defer { group.cancelAll() }
      while let report = try await group.next() { if let report { return report } }
      throw CancellationError()
    }
  }

  private func ask(
    _ researcher: UserClient, _ collaboration: CollaborationID, _ sites: [DemoSite], readyAfter: Duration
  ) async throws -> DemoReport {
    let analysis = Analysis(
      client: researcher, collaboration: collaboration, sites: sites, options: options, output: output)
    let outcome = try await analysis.run(start: start)
    let total = ContinuousClock.now - start
    let pooled = try CoxModel.fit(
      table: data.table, time: options.time, status: options.status, covariates: options.covariates,
      event: options.event)
    let report = DemoReport(outcome, pooled: pooled, sites: sites, readyAfter: readyAfter, total: total)
    ReportPrinter(report: report, output: output).print()
    try ReportFile(options.json).write(report)
    if options.keep { try await KeptUp(scenario: self, collaboration: collaboration, sites: sites).stay() }
    return report
  }
}
