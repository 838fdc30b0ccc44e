import Synchronization

/// The runs that this process of the node has started.
final class StartedRuns: Sendable {
  private let handles = Mutex<Set<RuntimeHandle>>([])

  func insert(_ handle: RuntimeHandle) { handles.withLock { _ = $0.insert(handle) } }

  func remove(_ handle: RuntimeHandle) { handles.withLock { _ = $0.remove(handle) } }

  func contains(_ handle: RuntimeHandle) -> Bool { handles.withLock { $0.contains(handle) } }
}
