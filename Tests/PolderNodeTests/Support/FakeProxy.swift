import PolderCore
import Synchronization

@testable import PolderNode

/// Remembers which runs may speak to the server.
final class FakeProxy: ProxyService {
  let open = Mutex<[RunID: ProxyRegistration]>([:])
  /// How often nothing can be opened, as on a full disk.
  let failures = Mutex(0)
  private let changes = ChangeSignal()

  /// Waits until a run may speak to the server; the token that it has for that.
  func opened(_ run: RunID) async -> String? {
    while !Task.isCancelled {
      let generation = changes.generation
      if let registration = open.withLock({ $0[run] }) { return registration.token }
      await changes.change(since: generation)
    }
    return nil
  }

  func register(_ registration: ProxyRegistration) async throws -> ProxySocket {
    let isFailing = failures.withLock { failures in
      defer { failures = max(0, failures - 1) }
      return failures > 0
    }
    guard !isFailing, DatabaseCheck.isFolder(registration.folder) == true else {
      throw PolderError("fake-proxy", "The socket can not be opened.", object: registration.folder)
    }
    open.withLock { $0[registration.run] = registration }
    changes.changed()
    return ProxySocket(folder: registration.folder, name: "s")
  }

  func unregister(_ run: RunID) async { open.withLock { $0[run] = nil } }

  func shutdown() async { open.withLock { $0 = [:] } }
}
