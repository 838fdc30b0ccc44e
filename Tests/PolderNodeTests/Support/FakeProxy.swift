import PolderCore
import Synchronization

@testable import PolderNode

/// Remembers which runs may speak to the server.
final class FakeProxy: ProxyService {
  let open = Mutex<[RunID: ProxyRegistration]>([:])
  /// How often no socket can be opened yet.
  let failures = Mutex(0)

  func register(_ registration: ProxyRegistration) async throws -> ProxySocket {
    let isFailing = failures.withLock { failures in
      defer { failures = max(0, failures - 1) }
      return failures > 0
    }
    if isFailing { throw PolderError("node-proxy-socket", "There is no room for a socket.") }
    open.withLock { $0[registration.run] = registration }
    return ProxySocket(folder: registration.folder, name: "s")
  }

  func unregister(_ run: RunID) async { open.withLock { $0[run] = nil } }

  func shutdown() async { open.withLock { $0 = [:] } }
}
