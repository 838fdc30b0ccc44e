import Logging
package import PolderServer

/// A server in this process on a database in a folder, which can be stopped and started again as it was.
package actor TestServer {
  /// The password of `root`.
  package static let rootPassword = "Test-root-1234"

  /// The address, which stays the same through restarts.
  package nonisolated let address: String

  private let settings: ServerSettings
  private let logger: Logger
  private var running: RunningServer?

  private init(_ settings: ServerSettings, _ running: RunningServer, _ logger: Logger) {
    self.settings = settings
    self.running = running
    self.logger = logger
    address = "http://127.0.0.1:\(running.port)"
  }

  /// Starts a server on a new database.
  /// - Parameters:
  ///   - folder: where the database is
  ///   - change: changes what the server is set to
  /// - Returns: the server, which listens
  /// - Throws: `PolderError` when it can not start
  package static func start(
    in folder: TestFolder, _ change: (inout ServerSettings) -> Void = { _ in }
  ) async throws -> TestServer {
    var settings = ServerSettings()
    settings.port = 0
    settings.databaseURI = "sqlite:///\(folder.path)/server.sqlite"
    settings.setRootPassword(Self.rootPassword)
    change(&settings)
    let logger = Logger.silent
    let running = try await ServerService(settings, logger: logger).start()
    settings.port = running.port
    return TestServer(settings, running, logger)
  }

  /// Ends the server; a second call does nothing.
  package func stop() async throws {
    let server = running
    running = nil
    try await server?.stop()
  }

  /// Starts it again at the same port on the same database.
  package func start() async throws {
    guard running == nil else { return }
    running = try await ServerService(settings, logger: logger).start()
  }

  /// Ends it and starts it again.
  package func restart() async throws {
    try await stop()
    try await start()
  }
}

extension Logger {
  /// Says nothing.
  static var silent: Logger { Logger(label: "polder.testing", factory: { _ in SwiftLogNoOpLogHandler() }) }
}
