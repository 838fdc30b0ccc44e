import Hummingbird
import Logging
import PolderService

/// A service at a port of loopback, over real HTTP, that stands in for one that can not run in a test.
enum StandInService {
  /// Answers requests while the body runs, which is given the port.
  static func run(
    _ respond: @escaping @Sendable (Request) async throws -> Response, body: (Int) async throws -> Void
  ) async throws {
    let logger = Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() }
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in try await respond(request) },
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
    let run = ServiceRun([application], logger: logger, signals: [])
    async let serving: Void = run.run()
    for await port in ports {
      do {
        try await body(port)
      } catch {
        await run.stop()
        throw error
      }
      break
    }
    await run.stop()
    try await serving
  }
}
