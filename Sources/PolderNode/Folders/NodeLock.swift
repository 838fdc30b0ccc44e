import Foundation
import PolderCore
import Synchronization

/// Keeps a second node off a node's folder until it is released.
final class NodeLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock.
  /// - Throws: `PolderError` `node-already-running`
  init(path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw PolderError(
        .nodeFolderUnusable, "The lock can not be opened: error \(errno) of the system.", object: path,
        nextStep: "Set `data_dir` to a folder that this user may write to.")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw PolderError(
        .nodeAlreadyRunning, "Another process runs a node on this folder.", object: path,
        nextStep: "Stop it, or give this node a `data_dir` of its own.")
    }
    self.descriptor = Mutex(descriptor)
  }

  /// Whether a node holds the lock of a folder; nothing is made.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(descriptor, LOCK_UN)
    return false
  }

  /// Lets the next node in.
  func release() {
    descriptor.withLock { descriptor in
      guard let open = descriptor else { return }
      // A child that is just being started has the descriptor too, until it executes its program.
      flock(open, LOCK_UN)
      close(open)
      descriptor = nil
    }
  }

  deinit { release() }
}
