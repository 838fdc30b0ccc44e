import PolderHTTP
import ServiceLifecycle

/// Ends all sockets when the service ends.
struct SocketEnd: Service {
  let hub: SocketHub

  func run() async throws {
    try await gracefulShutdown()
    await hub.shutdown()
  }
}
