import PolderClient
import PolderCore
import PolderData
import PolderTesting
import Testing

@testable import PolderDemo

/// Nodes that are killed while an algorithm runs.
@Suite(.timeLimit(.minutes(10)))
struct NodeLossTests {
  @Test("an algorithm outlives its node, a new node process adopts it, and it ran once")
  func adopted() async throws {
    try await ProcessFederation.with([SitePlan.plain("noord")]) { federation in
      let site = try federation.site("noord")
      let events = federation.feed.subscribe()
      let task = try await federation.ask("gated", at: ["noord"])
      let run = try await federation.printed("up", by: task, events)
      let before = Traces.algorithms(of: federation.folder.path, run: run.rawValue)
      try await site.crash()
      #expect(!before.isEmpty)
      #expect(Traces.algorithms(of: federation.folder.path, run: run.rawValue) == before, "the same processes go on")
      try await site.start()
      #expect(Traces.algorithms(of: federation.folder.path, run: run.rawValue) == before)
      try site.openGate()
      let result = try await federation.result(of: task)
      #expect(result.status == "completed")
      #expect(try result.value == 1, "a second start would have made it 11")
      #expect(site.log.contains("found a run of an earlier process of this node"))
    }
  }

  @Test("an algorithm that ends while its node is away is reported by the next one, once")
  func endedMeanwhile() async throws {
    try await ProcessFederation.with([SitePlan.plain("noord")]) { federation in
      let site = try federation.site("noord")
      let events = federation.feed.subscribe()
      let task = try await federation.ask("gated", at: ["noord"])
      let run = try await federation.printed("up", by: task, events)
      try await site.crash()
      try site.openGate()
      try await LeftSupervisors.ended(run, in: site.folder)
      #expect(Traces.algorithms(of: federation.folder.path, run: run.rawValue).isEmpty)
      try await site.start()
      let result = try await federation.result(of: task)
      #expect(result.status == "completed")
      #expect(try result.value == 1)
    }
  }

  @Test("the node of a central part is killed between two iterations of a Cox model: the coefficients are right")
  func centralPart() async throws {
    try await ProcessFederation.with(try Self.hospitals()) { federation in
      let names = federation.sites.map(\.plan.name)
      let site = federation.sites[0]
      let events = federation.feed.subscribe()
      let task = try await federation.ask(
        SitePlan.statistics, at: [names[0]], "cox",
        ["time": "time", "status": "status", "covariates": ["age", "sex", "ph.ecog"]])
      // The start and the first iteration were asked for; the second one is under way or comes.
      try await Self.children(3, of: task, events)
      try await site.crash()
      try await site.start()
      let result = try await federation.result(of: task)
      #expect(result.status == "completed", "\(result.log ?? "no log")")
      // As R's survival prints them for all rows at once.
      let expected = ["age": 0.011067, "sex": -0.552612, "ph.ecog": 0.463728]
      let rows = try #require(try result.value?["coefficients"]?.array)
      #expect(rows.count == 3)
      for row in rows {
        let name = try #require(row["name"]?.string)
        let difference = try #require(row["coefficient"]?.double) - #require(expected[name])
        #expect(difference.magnitude < 1e-6, "\(name)")
      }
      #expect(try await Self.repeated(task, federation).isEmpty, "a second central part would ask the same again")
      #expect(site.log.contains("found a run of an earlier process of this node"))
    }
  }

  /// Three hospitals with the public lung cancer data.
  private static func hospitals() throws -> [SitePlan] {
    let bytes = PackageResources.lung_csv
    let folder = try TestFolder()
    let path = try folder.write(String(decoding: bytes, as: UTF8.self), to: "lung.csv")
    let table = try CSVFile(path: path).read(columns: nil)
    try folder.remove()
    let hospitals = try HospitalDivision(hospitals: 3, site: "inst").divide(bytes, table: table, path: path)
    return zip(["noord", "oost", "west"], hospitals).map { name, hospital in
      var plan = SitePlan(name)
      plan.csv = String(decoding: hospital.csv, as: UTF8.self)
      plan.disclosure = ["undeclared": "refuse", "allow": ["cox-risk-sets"]]
      return plan
    }
  }

  /// Waits until a task has made so many others.
  private static func children(_ count: Int, of task: TaskID, _ events: AsyncStream<FeedEvent>) async throws {
    var children: Set<Int64> = []
    for await event in events {
      guard case .event(.newTask, let payload) = event, payload["parent_id"]?.integer == task.rawValue,
        let id = payload["id"]?.integer
      else { continue }
      children.insert(id)
      if children.count == count { return }
    }
    throw CancellationError()
  }

  /// The names of subtasks that were made more than once.
  private static func repeated(_ task: TaskID, _ federation: ProcessFederation) async throws -> [String] {
    var query = ListTasks.Query()
    query.parentID = task
    query.page = PageRequest(page: 1, perPage: 100)
    let names = try await federation.researcher.task.list(query).data.compactMap(\.name)
    #expect(names.count >= 5, "\(names)")
    return Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}
