import PolderCore
import Synchronization

/// What a live test leaves at a server that goes on: it is removed at the end, the newest first.
final class LiveLeavings: Sendable {
  typealias Removal = @Sendable () async throws -> Void

  private let removals = Mutex<[Removal]>([])

  /// Remembers how something is removed; when it is gone by then, that is as well.
  func add(_ removal: @escaping Removal) { removals.withLock { $0.append(removal) } }

  /// Removes everything, whatever fails, and throws the first failure.
  func remove() async throws {
    let all = removals.withLock { removals in
      defer { removals = [] }
      return removals
    }
    var failure: (any Error)?
    for removal in all.reversed() {
      do {
        try await removal()
      } catch let refusal as RequestRefusal where refusal.status == 404 {
        continue
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }
}
