import PolderCore
import Synchronization

@testable import PolderNode

/// Remembers which runs may speak to the server.
final class FakeProxy: ProxyService {
  let open = Mutex<[RunID: ProxyRegistration]>([:])

  func register(_ registration: ProxyRegistration) async throws -> ProxySocket {
    open.withLock { $0[registration.run] = registration }
    return ProxySocket(folder: registration.folder, name: "s")
  }

  func unregister(_ run: RunID) async { open.withLock { $0[run] = nil } }

  func shutdown() async { open.withLock { $0 = [:] } }
}
