import CShim
import Glibc

/// The file `kill` of a run's folder. A folder that was removed asks for the same: nobody could ask otherwise any more.
struct KillRequest: ~Copyable {
  private let folder: String
  private let path: String
  /// Wakes the supervisor when something appears in the folder; nil where the kernel has no watch to spare.
  private let watch: Int32?

  init(folder: String) {
    self.folder = folder
    path = folder + "/kill"
    let number = shim_watch(folder)
    watch = number >= 0 ? number : nil
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
    return FileText.exists(path) || !FileText.exists(folder)
  }
}
