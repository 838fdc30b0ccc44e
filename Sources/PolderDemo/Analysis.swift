import PolderClient
import PolderCore
import PolderStatistics

/// What the researcher does: two tasks, their progress, their results.
struct Analysis: Sendable {
  let client: UserClient
  let collaboration: CollaborationID
  let sites: [DemoSite]
  let options: DemoOptions
  let output: DemoOutput

  struct Outcome: Sendable {
    let summary: SummaryReport
    let summaryTime: Duration
    let cox: CoxFit
    let coxTime: Duration
    let releases: [OrganizationID: SiteRelease]
  }

  func run(start: ContinuousClock.Instant) async throws -> Outcome {
    let names = TaskNames()
    let reporter = RunReporter(
      sites: Dictionary(uniqueKeysWithValues: sites.map { ($0.organization, $0.hospital.name) }), output: output,
      start: start)
    return try await client.withEvents { feed in
      let events = feed.subscribe()
      return try await withThrowingTaskGroup(of: Outcome?.self) { group in
        group.addTask {
          await reporter.report(events, names: names)
          return nil
        }
        group.addTask { try await run(feed, names) }
        defer { group.cancelAll() }
        while let outcome = try await group.next() { if let outcome { return outcome } }
        throw CancellationError()
      }
    }
  }

  private func run(_ feed: EventFeed, _ names: TaskNames) async throws -> Outcome {
    let (summaryTask, summary, summaryTime) = try await ask(
      "summary", ["columns": .array(options.summary.map { .string($0) })], as: SummaryReport.self, feed, names)
    let (coxTask, cox, coxTime) = try await ask(
      "cox",
      [
        "time": .string(options.time), "status": .string(options.status),
        "covariates": .array(options.covariates.map { .string($0) }), "event": .number(options.event),
      ], as: CoxFit.self, feed, names)
    var releases: [OrganizationID: SiteRelease] = [:]
    for task in [summaryTask, coxTask] {
      for run in try await runs(ofTree: task) {
        guard let organization = run.organization?.id else { continue }
        releases[organization, default: SiteRelease()].add(run.log)
      }
    }
    return Outcome(summary: summary, summaryTime: summaryTime, cox: cox, coxTime: coxTime, releases: releases)
  }

  private func ask<Value: Decodable>(
    _ method: String, _ arguments: JSONObject, as type: Value.Type, _ feed: EventFeed, _ names: TaskNames
  ) async throws -> (Wire.Task, Value, Duration) {
    let start = ContinuousClock.now
    let task = try await client.task.create(
      collaboration: collaboration, organizations: [sites[0].organization], image: NodePart.image,
      input: AlgorithmInput(method: method, named: arguments), databases: ["default"], name: method)
    await names.name(task.id, method)
    let results = try await client.waitForResults(of: task.id, feed: feed)
    let time = ContinuousClock.now - start
    guard let result = results.first, result.status == RunStatus.completed.rawValue else {
      throw PolderError(
        "demo-task-failed", "The task '\(method)' ended as '\(results.first?.status ?? "nothing")'.",
        object: "task \(task.id)", nextStep: "Its log says: \(results.first?.log ?? "nothing")")
    }
    return (task, try result.decode(type), time)
  }

  /// The runs of a task and of all that its algorithm made.
  private func runs(ofTree task: Wire.Task) async throws -> [Wire.Run] {
    var query = ListTasks.Query()
    query.jobID = task.jobID
    query.include = ["runs"]
    query.page = PageRequest(page: 1, perPage: 100)
    var runs: [Wire.Run] = []
    while true {
      let page = try await client.task.list(query)
      runs += page.data.flatMap { $0.runs.items ?? [] }
      guard page.links.next != nil else { return runs }
      query.page.page = (query.page.page ?? 1) + 1
    }
  }
}
