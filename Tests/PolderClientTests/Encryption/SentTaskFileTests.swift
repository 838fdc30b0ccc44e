import Foundation
import PolderCore
import PolderCrypto
import PolderTesting
import Testing

@testable import PolderClient

@Suite("Record of sent tasks")
struct SentTaskFileTests {
  /// A task in an envelope, whose recipients do not matter.
  static func sent() -> SentTask { SentTask(nonce: TaskNonce(), to: []) }
  static let old = SentTask(nonce: nil, to: [])

  @Test("A file keeps what another instance reads, recipients and their keys included, for its owner alone")
  func keeps() async throws {
    let keys = try LiveKeys()
    let parties = [2, 3].map { EnvelopeParty(organization: $0, key: ($0 == 2 ? keys.oost : keys.noord).publicKey) }
    try await TestFolder.with { folder in
      let path = folder.path + "/tasks"
      let (first, second) = (SentTask(nonce: TaskNonce(), to: parties), SentTask(nonce: nil, to: parties.prefix(1)))
      try SentTaskFile(path).remember(6, first)
      try SentTaskFile(path).remember(7, second)
      let file = SentTaskFile(path)
      #expect(try file[6] == first)
      #expect(first.recipients == [2: keys.oost.publicKey.fingerprint, 3: keys.noord.publicKey.fingerprint])
      #expect(try file[7] == second)
      #expect(try file[8] == nil)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(Set(folder.names(in: ".")) == ["tasks", "tasks.lock"])
    }
  }

  @Test("Many writers at once lose nothing")
  func isSafe() async throws {
    try await TestFolder.with { folder in
      let path = folder.path + "/tasks"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 1...40 {
          group.addTask { try SentTaskFile(path).remember(TaskID(Int64(task)), Self.sent()) }
        }
        try await group.waitForAll()
      }
      let file = SentTaskFile(path)
      for task in 1...40 { #expect(try file[TaskID(Int64(task))] != nil) }
    }
  }

  @Test("A task that is known is not known otherwise later: the first word about it holds", arguments: [sent(), old])
  func keepsTheFirstWord(later: SentTask) async throws {
    try await TestFolder.with { folder in
      for file in [SentTaskFile(nil), SentTaskFile(folder.path + "/tasks")] {
        let first = Self.sent()
        try file.remember(6, first)
        let error = #expect(throws: PolderError.self) { try file.remember(6, later) }
        #expect(error?.code == "client-task-known")
        #expect(error?.object == "task 6")
        #expect(try file[6] == first)
      }
    }
  }

  @Test(
    "A damaged file is told and left as it is", arguments: ["", "not JSON", #"{"tasks": [{"task": 6, "nonce": "x"}]}"#])
  func tellsDamage(content: String) async throws {
    try await TestFolder.with { folder in
      let path = try folder.write(content, to: "tasks")
      for work in [
        { _ = try SentTaskFile(path)[6] }, { try SentTaskFile(path).remember(6, Self.old) },
        { try SentTaskFile(path).begin(Self.old) },
      ] as [() throws -> Void] {
        let error = #expect(throws: PolderError.self) { try work() }
        #expect(error?.code == "client-sent-tasks")
        #expect(error?.object == path)
      }
      #expect(folder.text("tasks") == content)
    }
  }

  @Test("Without a file everything is in memory")
  func holdsInMemory() throws {
    let file = SentTaskFile(nil)
    try file.remember(6, Self.old)
    #expect(try file[6] == Self.old)
    #expect(try SentTaskFile(nil)[6] == nil)
  }
}
