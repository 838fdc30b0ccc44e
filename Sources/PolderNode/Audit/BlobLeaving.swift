import PolderService
import Synchronization

/// What leaves the node when an algorithm uploads an input that is too large for a task: counted and hashed as it passes.
final class BlobLeaving: Sendable {
  private let hash = Mutex(AuditHash())

  /// Sees a piece that leaves; hands it on.
  func pass(_ piece: [UInt8]?) -> [UInt8]? {
    if let piece { hash.withLock { $0.update(piece) } }
    return piece
  }

  /// How many bytes passed, and their SHA-256, before they were encrypted.
  var total: (bytes: Int, hash: String) { hash.withLock { ($0.count, $0.text) } }
}
