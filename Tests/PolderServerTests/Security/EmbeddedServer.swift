import Foundation
import Logging
import PolderCore
import PolderServer
import PolderService

/// A server with its services, run in the test's process over a database of its own.
struct EmbeddedServer: Sendable {
  let running: RunningServer
  let folder: String

  var client: WebClient { WebClient(port: running.port) }

  /// Runs a server while the body runs; `root` has the password `root`.
  static func run(
    _ change: (inout ServerSettings) throws -> Void = { _ in },
    now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow, _ body: (EmbeddedServer) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "polder-embedded-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var settings = ServerSettings()
    (settings.port, settings.dataFolder, settings.databaseURI) = (0, folder, "sqlite:///server.sqlite")
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    settings.metricsPort = 0
    try change(&settings)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let running = try await ServerService(settings, logger: logger, now: now).start()
    do {
      try await body(EmbeddedServer(running: running, folder: folder))
    } catch {
      try await running.stop()
      throw error
    }
    try await running.stop()
  }

  /// How many requests the server has taken, those included that it answered, as it tells itself.
  func taken() async throws -> Int {
    guard let port = running.metricsPort else { throw PolderError("test-metrics", "The server tells no figures.") }
    let lines = try await WebClient(port: port).call("GET", "/metrics").text.split(separator: "\n")
    let counts = lines.filter { line in
      ["polder_http_requests_in_flight ", "polder_http_requests_total{"].contains { line.hasPrefix($0) }
    }
    return counts.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
  }
}
