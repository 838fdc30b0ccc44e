import CShim
import Glibc

/// Signals to processes found in `/proc`.
enum ProcessSignal {
  /// Signals exactly that process: nothing happens if the pid has gone to another meanwhile.
  static func send(_ signal: Int32, to target: ProcessIdentity, _ table: inout ProcessTable) {
    let handle = shim_pidfd_open(target.pid)
    if handle < 0 {
      // Kernels before 5.3 have no such handle.
      if errno == ENOSYS { kill(target.pid, signal) }
      return
    }
    defer { close(handle) }
    guard table.entry(target.pid)?.identity == target else { return }
    _ = shim_pidfd_signal(handle, signal)
  }
}
