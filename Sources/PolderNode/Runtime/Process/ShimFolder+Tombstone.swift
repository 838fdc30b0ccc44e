import Glibc
import PolderCore

extension ShimFolder {
  /// Writes an end into a folder without a state, so that a supervisor that comes late refuses.
  /// - Returns: false when one came first
  func forbidStart() throws -> Bool {
    let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      // Without a folder there is no spec, so nothing can be started.
      if errno == ENOENT { return true }
      throw PolderError("node-run-lock", "The lock of a run can not be opened (error \(errno)).", object: path)
    }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
    guard try state() == nil else { return false }
    var state = ShimText(title: ShimState.title)
    state.add("phase", "exited")
    state.add("reason", "start-failed")
    state.add("error", "The node ended before the run was started.")
    state.add(ShimState.tombstoneKey, "yes")
    try write(state.text, to: "state", isDurable: true)
    return true
  }
}
