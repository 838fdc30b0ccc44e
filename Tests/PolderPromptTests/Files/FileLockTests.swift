import PolderCore
import Synchronization
import Testing

@testable import PolderPrompt

@Suite("The lock between processes")
struct FileLockTests {
  /// Counts who is inside.
  final class Room: Sendable {
    private let counts = Mutex((inside: 0, most: 0, visits: 0))

    var most: Int { counts.withLock { $0.most } }
    var visits: Int { counts.withLock { $0.visits } }

    func enter() {
      counts.withLock { counts in
        counts.inside += 1
        counts.most = max(counts.most, counts.inside)
      }
    }

    func leave() {
      counts.withLock { counts in
        counts.inside -= 1
        counts.visits += 1
      }
    }
  }

  @Test("No two work at the same time")
  func excludes() async throws {
    try await TestFolder.with { folder in
      let (room, path) = (Room(), folder.file("lock"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<30 {
          group.addTask {
            try PrivateFile(path).locked { () throws(PolderError) in
              room.enter()
              room.leave()
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(room.most == 1)
      #expect(room.visits == 30)
    }
  }

  @Test("Work that fails gives the lock back")
  func givesBack() async throws {
    try await TestFolder.with { folder in
      let lock = PrivateFile(folder.file("lock"))
      #expect(throws: PolderError.self) {
        try lock.locked { () throws(PolderError) in throw PolderError("x", "y") }
      }
      let value = try lock.locked { () throws(PolderError) in 7 }
      #expect(value == 7)
      #expect(try folder.rights("lock") == 0o600)
    }
  }
}
