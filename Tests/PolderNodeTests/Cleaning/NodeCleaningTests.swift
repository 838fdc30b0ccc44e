import PolderCore
import Testing

@testable import PolderNode

@Suite("what is removed from a node's folder")
struct NodeCleaningTests {
  private let place: TemporaryFolder
  private let machine = FakeMachine([:])

  init() throws { place = try TemporaryFolder() }

  private var configuration: NodeConfiguration {
    NodeConfiguration(apiKey: goodKey, serverURL: "http://fake", port: 1, dataFolder: place.path + "/d")
  }

  private func cleaning() async throws -> NodeCleaning? {
    try await NodeCleaning(configuration, runtime: FakeRuntime(machine: machine), now: { noon })
  }

  /// A run in the journal, with its folders and that of its job.
  private func run(_ id: Int64, job: String, isReported: Bool, _ journal: NodeJournal) async throws {
    let key = RunKey.sample(run: id)
    var assignment = RunAssignment.sample(run: id)
    if job != "5" { assignment = .sample(run: id, task: 90) }
    try await journal.record(.accepted, of: assignment, key)
    if isReported { try await journal.record(.refused(reason: "x"), of: assignment, key) }
    let folders = NodeFolders(root: place.path + "/d")
    try folders.run(id).make(input: [], token: "t")
    try NodeFolders.makeFolder(folders.job(Int64(job) ?? 0))
  }

  @Test("folders of reported runs go; runs that were not reported stay, with their jobs")
  func removes() async throws {
    let journal = try await NodeJournal(folder: place.path + "/d", now: { noon })
    try await run(1, job: "5", isReported: false, journal)
    try await run(2, job: "6", isReported: true, journal)
    try journal.close()
    let cleaning = try #require(try await cleaning())
    #expect(cleaning.runs == [RunID(2)] && cleaning.jobs == ["6"] && !cleaning.isEmpty)
    #expect(place.exists("d/task-000000002"))
    try await cleaning.remove()
    #expect(!place.exists("d/task-000000002") && !place.exists("d/runs/000000002") && !place.exists("d/jobs/6"))
    #expect(place.exists("d/task-000000001") && place.exists("d/jobs/5") && place.exists("d/journal.sqlite"))
    try cleaning.close()
    let again = try #require(try await self.cleaning())
    #expect(again.isEmpty)
    try again.close()
  }

  @Test("while a node runs on the folder nothing is looked at")
  func running() async throws {
    let journal = try await NodeJournal(folder: place.path + "/d", now: { noon })
    let error = await failure { try await cleaning() }
    #expect(error?.code == .nodeAlreadyRunning)
    try journal.close()
  }

  @Test("no folder, nothing to clean, and none is made")
  func none() async throws {
    #expect(try await cleaning() == nil)
    #expect(!place.exists("d"))
  }
}
