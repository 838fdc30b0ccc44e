import Hummingbird
import HummingbirdTesting
import Logging
import PolderCore
import PolderHTTP
import PolderRealtime

/// A plain Hummingbird application and sockets on one port of loopback.
struct RealtimeHouse: Sendable {
  let hub: SocketHub
  let delegate: RecordingDelegate
  let clock: TestClock
  let port: Int

  /// Runs a body against a server on a port that the system chose.
  static func run<Value: Sendable>(
    _ configuration: RealtimeConfiguration = .init(), room: String? = "all", greeting: String? = nil,
    gate: Gate? = nil, shutsHubDown: Bool = true, _ body: @Sendable @escaping (RealtimeHouse) async throws -> Value
  ) async throws -> Value {
    let clock = TestClock()
    let hub = SocketHub(configuration: configuration, now: { clock.now })
    let delegate = RecordingDelegate(hub: hub, room: room, greeting: greeting, gate: gate)
    let router = Router()
    router.get("plain") { _, _ in "plain" }
    router.post("plain") { request, _ in
      let body = try await request.body.collect(upTo: 1_000)
      return "got \(body.readableBytes)"
    }
    var logger = Logger(label: "realtime-tests")
    logger.logLevel = .error
    let application = Application(
      responder: router.buildResponder(), server: RealtimeServerBuilder.server(hub: hub, delegate: delegate),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: logger)
    return try await application.test(.live) { client in
      guard let port = client.port else { throw PolderError("test-port", "There is no port.") }
      let value = try await body(RealtimeHouse(hub: hub, delegate: delegate, clock: clock, port: port))
      gate?.open()
      if shutsHubDown { await hub.shutdown() }
      return value
    }
  }

  /// The next happenings.
  func next(_ count: Int) async -> [RecordingDelegate.Happening] {
    var happenings: [RecordingDelegate.Happening] = []
    if count > 0 {
      for await happening in delegate.happenings {
        happenings.append(happening)
        if happenings.count == count { break }
      }
    }
    return happenings
  }

  func endpoint() -> SocketEndpoint { SocketEndpoint(host: "127.0.0.1", port: port, isSecure: false) }

  static func sid(_ payload: String) throws -> String {
    let start = payload.firstRange(of: "{").map { payload[$0.lowerBound...] } ?? ""
    guard let sid = try JSONValue(parsing: String(start))["sid"]?.string else {
      throw PolderError("test-sid", "No session id: \(payload)")
    }
    return sid
  }
}
