import Foundation
import PolderCore
import PolderSQL
import PolderSQLite
import Testing

@testable import PolderNode

@Suite("the journal of a node")
struct NodeJournalTests {
  private let place: TemporaryFolder
  private static let judged = JournalStep.judged(status: .failed, note: "why", notice: nil)

  init() throws { place = try TemporaryFolder() }

  private func open() async throws -> NodeJournal { try await NodeJournal(folder: place.path, now: { noon }) }

  @Test("what was written is there after the node has ended in any way")
  func survives() async throws {
    let notice = ReleaseNotice(bytes: 812, fields: 31, lines: ["minimum_rows: 5", "allow: cox-risk-sets"])
    do {
      let journal = try await open()
      try await journal.record(.accepted, of: .sample(databases: ["lung"]), .sample())
      try await journal.record(.starting(token: "secret"), of: .sample(), .sample())
      try await journal.record(.started, of: .sample(), .sample())
      try await journal.record(.judged(status: .completed, note: nil, notice: notice), of: .sample(), .sample())
      try journal.close()
    }
    let journal = try await open()
    let entry = try #require(try await journal.entry(.sample()))
    #expect(entry.phase == .judged)
    #expect(entry.starts == 1)
    #expect(entry.token == "secret")
    #expect(entry.status == .completed)
    #expect(entry.notice == notice)
    #expect(entry.assignment.databases.map(\.label) == ["lung"])
    #expect(entry.assignment.image == "mean")
    #expect(entry.assignment.taskCreatedAt == noon)
    #expect(try await journal.unfinished().map(\.key) == [.sample()])
    #expect(try await journal.released().map(\.phase) == [.judged])
    try await journal.record(.delivered, of: .sample(), .sample())
    #expect(try await journal.unfinished().isEmpty)
    #expect(try await journal.released().map(\.notice) == [notice])
    #expect(try await journal.released().map(\.phase) == [.delivered])
    #expect(try await journal.entry(.sample())?.token == nil)
  }

  @Test("the same number at another server, or of a task made anew, is another run")
  func keys() async throws {
    let journal = try await open()
    try await journal.record(.accepted, of: .sample(), .sample())
    try await journal.record(.starting(token: "t"), of: .sample(), .sample())
    #expect(try await journal.entry(.sample(server: "http://b/api")) == nil)
    #expect(try await journal.entry(.sample(createdAt: noon + .seconds(1))) == nil)
    #expect(try await journal.entry(.sample(createdAt: nil)) == nil)
    try await journal.record(.accepted, of: .sample(), .sample(createdAt: nil))
    #expect(try await journal.entry(.sample(createdAt: nil))?.phase == .accepted)
    #expect(try await journal.isReported(RunID(7)) == false)
    #expect(try await journal.isReported(RunID(8)) == false)
  }

  @Test(
    "a run only moves on",
    arguments: [
      ([JournalStep.accepted, .starting(token: "t")], JournalStep.starting(token: "u"), false),
      ([.accepted, .starting(token: "t"), .started], .starting(token: "u"), false),
      ([.accepted, .starting(token: "t"), .started], .accepted, false),
      ([.accepted, .delivered], .judged(status: .completed, note: nil, notice: nil), false),
      ([.accepted, .delivered], .refused(reason: "late"), false),
      ([.accepted, .refused(reason: "gone")], .delivered, false),
      ([.accepted], .startingAgain, false),
      ([.accepted, .starting(token: "t"), .startingAgain], .startingAgain, false),
      ([], .delivered, false),
      ([.accepted], .accepted, true),
      ([.accepted, .starting(token: "t")], .startingAgain, true),
      ([.accepted, .starting(token: "t"), .started], .startingAgain, true),
      ([.accepted, .starting(token: "t"), .startingAgain], .started, true),
      ([.accepted, .starting(token: "t"), .started], .started, true),
      ([.accepted, Self.judged], Self.judged, true),
      ([], Self.judged, true),
    ])
  func order(_ before: [JournalStep], _ step: JournalStep, _ isAllowed: Bool) async throws {
    let journal = try await open()
    for step in before { try await journal.record(step, of: .sample(), .sample()) }
    let phase = try await journal.entry(.sample())?.phase
    let error = await failure { try await journal.record(step, of: .sample(), .sample()) }
    #expect(error?.code == (isAllowed ? nil : .nodeJournalOrder))
    if !isAllowed { #expect(try await journal.entry(.sample())?.phase == phase) }
  }

  @Test("a second node on the same folder is refused, until the first has gone")
  func lock() async throws {
    let first = try await open()
    let error = try #require(await failure { try await open() })
    #expect(error.code == .nodeAlreadyRunning)
    #expect(error.nextStep?.contains("data_dir") == true)
    try first.close()
    try await open().close()
  }

  @Test("a file that is no journal is refused, and left as it is")
  func corrupt() async throws {
    try place.write(String(repeating: "this is no database ", count: 300), to: "journal.sqlite")
    let error = try #require(await failure { try await open() })
    #expect(error.code == .nodeJournalUnusable)
    #expect(error.object == place.path + "/journal.sqlite")
    #expect(error.nextStep?.contains("Move the file away") == true)
    #expect(place.text("journal.sqlite")?.hasPrefix("this is no database") == true)
  }

  @Test("a journal of a newer version is refused")
  func newer() async throws {
    let journal = try await open()
    try journal.close()
    let database = try SQLiteDatabase(path: place.path + "/journal.sqlite")
    try await database.write {
      _ = try $0.execute("INSERT INTO polder_migration (number, name, applied_at) VALUES (99, 'x', 'x')")
    }
    try database.close()
    let other = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: place.path + "/journal.sqlite", toPath: other.path + "/journal.sqlite")
    let error = try #require(await failure { try await NodeJournal(folder: other.path, now: { noon }) })
    #expect(error.code == .nodeJournalUnusable)
    #expect(error.nextStep?.contains("newer") == true)
  }

  @Test("the folder and what lies in it is closed to others")
  func closed() async throws {
    let folder = place.path + "/new"
    let journal = try await NodeJournal(folder: folder, now: { noon })
    let rights = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
    #expect(rights == 0o700)
    try journal.close()
  }
}
