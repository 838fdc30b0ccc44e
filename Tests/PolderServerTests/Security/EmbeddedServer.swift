import Foundation
import Logging
import PolderCore
import PolderServer
import PolderService
import PolderTesting

/// A server with its services, run in the test's process over a database of its own: a file, or one of PostgreSQL.
struct EmbeddedServer: Sendable {
  let running: RunningServer
  let folder: String
  /// Where its database is, as a configuration names it.
  let databaseURI: String
  private let database: TestPostgres?

  var client: WebClient { WebClient(port: running.port) }

  /// Runs a server while the body runs; `root` has the password `root`.
  static func run(
    _ change: (inout ServerSettings) throws -> Void = { _ in },
    now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow, _ body: (EmbeddedServer) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "polder-embedded-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var settings = ServerSettings()
    let database = TestPostgres.isChosen ? try await TestPostgres.next(for: TestHolder.current) : nil
    (settings.port, settings.dataFolder) = (0, folder)
    let uri = database?.uri ?? "sqlite:///server.sqlite"
    settings.databaseURI = uri
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    settings.metricsPort = 0
    try change(&settings)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let running = try await ServerService(settings, logger: logger, now: now).start()
    do {
      try await body(EmbeddedServer(running: running, folder: folder, databaseURI: uri, database: database))
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
