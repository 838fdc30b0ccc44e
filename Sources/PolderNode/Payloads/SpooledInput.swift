import Foundation

/// The file in which an opened input waits that is too large to wait in memory. It is of one opening alone, and goes with the
/// last who may need it, unless its run has taken it over.
final class SpooledInput: Sendable {
  let path: String

  init(path: String) { self.path = path }

  deinit {
    // What can not be removed is removed at the next start of the node.
    unlink(path)
  }
}
