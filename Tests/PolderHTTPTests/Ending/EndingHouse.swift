import Hummingbird
import Logging
import PolderCore
import PolderHTTP
import ServiceLifecycle

/// A plain application and sockets on one port of loopback, which can be told to end.
struct EndingHouse: Sendable {
  /// Begins the end before the application ends, as a server does.
  private struct End: Service {
    let ending: ServerEnding

    func run() async throws {
      try await gracefulShutdown()
      await ending.begin()
    }
  }

  let port: Int
  private let ending: ServerEnding
  private let group: ServiceGroup

  /// Runs a server until the body ends, or tells it to end before.
  static func run(_ ending: ServerEnding, _ body: @Sendable (EndingHouse) async throws -> Void) async throws {
    let hub = SocketHub()
    let router = Router()
    router.get("plain") { _, _ in "plain" }
    router.post("plain") { request, _ in
      let body = try await request.body.collect(upTo: 1_000)
      return "got \(body.readableBytes)"
    }
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "ending-tests") { _ in SwiftLogNoOpLogHandler() }
    let builder = RealtimeServerBuilder(hub: hub, delegate: RecordingDelegate(hub: hub), ending: ending)
    let application = Application(
      responder: router.buildResponder(), server: builder.server(),
      configuration: .init(address: .hostname("127.0.0.1", port: 0), availableConnectionsDelegate: ending.arrivals),
      onServerRunning: { channel in
        ending.listens(at: channel)
        found.yield(channel.localAddress?.port ?? 0)
      }, logger: logger)
    let services: [any Service] = [application, End(ending: ending)]
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      guard let port = await ports.first(where: { _ in true }) else {
        throw PolderError("test-port", "There is no port.")
      }
      do {
        try await body(EndingHouse(port: port, ending: ending, group: group))
      } catch {
        tasks.cancelAll()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  /// Tells the server to end, and returns once nobody new is let in.
  func end() async {
    await group.triggerGracefulShutdown()
    while !ending.isShut { await Task.yield() }
  }
}
