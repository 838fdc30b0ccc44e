import CShim
import Glibc

/// The file `kill` of a run's folder.
struct KillRequest: ~Copyable {
  private let path: String
  /// Wakes the supervisor when something appears in the folder; nil where the kernel has no watch to spare.
  private let watch: Int32?

  init(folder: String) {
    path = folder + "/kill"
    let number = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard number >= 0 else {
      watch = nil
      return
    }
    if inotify_add_watch(number, folder, UInt32(IN_CREATE | IN_MOVED_TO)) >= 0 {
      watch = number
    } else {
      close(number)
      watch = nil
    }
  }

  deinit {
    if let watch { close(watch) }
  }

  var descriptor: Int32 { watch ?? -1 }

  /// The longest time to go without a look.
  var patience: Duration? { watch == nil ? .milliseconds(100) : nil }

  /// Whether it is there; forgets the wake-ups so far.
  func isThere() -> Bool {
    if let watch {
      var events = [UInt8](repeating: 0, count: 4096)
      while read(watch, &events, events.count) > 0 {}
    }
    return FileText.exists(path)
  }
}
