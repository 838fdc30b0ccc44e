import Foundation
import Glibc
package import PolderCore

/// What runs on under a supervisor whose node is gone.
package struct LeftSupervisors {
  /// The folder of a node.
  let folder: String

  /// Waits until the supervisor of a run has let go of its lock, which is when no process of the run lives.
  /// - Parameters:
  ///   - run: the run
  ///   - folder: the folder of its node
  /// - Throws: `PolderError` when it has no supervisor
  package static func ended(_ run: RunID, in folder: String) async throws {
    let digits = String(run.rawValue)
    let name = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    let lock = open("\(folder)/runs/\(name)/supervisor/lock", O_RDWR | O_CLOEXEC)
    guard lock >= 0 else {
      throw PolderError("testing-no-supervisor", "The run has no supervisor.", object: "run \(run)")
    }
    await wait(lock)
    close(lock)
  }

  /// Asks every supervisor to end its run and waits until it has let go of its lock: a test leaves nothing behind.
  func end() async {
    let runs = folder + "/runs"
    // A node that never started has no folder.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? [] {
      let supervisor = "\(runs)/\(name)/supervisor"
      let lock = open(supervisor + "/lock", O_RDWR | O_CLOEXEC)
      guard lock >= 0 else { continue }
      if flock(lock, LOCK_EX | LOCK_NB) != 0 {
        _ = FileManager.default.createFile(atPath: supervisor + "/kill", contents: nil)
        await Self.wait(lock)
      }
      close(lock)
    }
  }

  /// On a thread of its own, as it may take as long as the run takes to end.
  private static func wait(_ lock: Int32) async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        _ = flock(lock, LOCK_EX)
        continuation.resume()
      }
    }
  }
}
