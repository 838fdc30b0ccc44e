import Foundation
import Glibc

/// Ends what runs on under a supervisor whose node is gone, so that a test leaves nothing behind.
struct LeftSupervisors {
  /// The folder of a node.
  let folder: String

  /// Asks every supervisor to end its run and waits until it has let go of its lock.
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
