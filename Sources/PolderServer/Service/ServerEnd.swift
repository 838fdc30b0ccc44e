import PolderHTTP
import ServiceLifecycle

/// The beginning of the end of a server: nobody new is let in, and the sockets are closed. Requests come after it.
struct ServerEnd: Service {
  let ending: ServerEnding
  let hub: SocketHub

  func run() async throws {
    try await gracefulShutdown()
    await ending.begin()
    await hub.shutdown()
  }
}
