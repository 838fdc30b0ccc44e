import Foundation
import Hummingbird
public import Logging
import NIOCore
public import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL
public import PolderService
import ServiceLifecycle

/// The coordinating server: from its settings to a service that answers.
///
/// ```swift
/// try await ServerService(settings, logger: logger) { print("The password of root is \($0)") }.run()
/// let running = try await ServerService(settings, logger: logger).start()   // embedded
/// ```
public struct ServerService: Sendable {
  private let settings: ServerSettings
  private let logger: Logger
  private let now: @Sendable () -> Timestamp
  private let passwords: Passwords
  private let onGeneratedPassword: @Sendable (String) -> Void

  /// A server.
  /// - Parameters:
  ///   - settings: what it is set to
  ///   - logger: where it logs
  ///   - onGeneratedPassword: is told once the password of the first user, when one was generated
  ///   - now: the clock
  public init(
    _ settings: ServerSettings, logger: Logger, onGeneratedPassword: @escaping @Sendable (String) -> Void = { _ in },
    now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow
  ) {
    self.settings = settings
    self.logger = logger
    self.now = now
    self.onGeneratedPassword = onGeneratedPassword
    passwords = Passwords()
  }

  /// Serves until SIGTERM or SIGINT; `onRunning` is told the port once it listens.
  public func run(onRunning: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    let parts = try await prepare()
    try await serve(parts, signals: true, onRunning: onRunning, onMetrics: { _ in }) { _ in }
  }

  /// Serves in this process until it is told to stop; returns once it listens.
  public func start() async throws -> RunningServer {
    let parts = try await prepare()
    let starting = RunningServer.Starting(tellsMetrics: settings.metricsPort != nil)
    let task = Task {
      do {
        try await serve(
          parts, signals: false, onRunning: { starting.isRunning(at: $0) },
          onMetrics: { starting.tellsMetrics(at: $0) }
        ) { starting.take($0) }
        starting.hasEnded(nil)
      } catch {
        starting.hasEnded(error)
        throw error
      }
    }
    return RunningServer(ports: try await starting.ports(), starting: starting, task: task)
  }

  private func prepare() async throws -> ServerParts {
    for warning in settings.warnings { logger.warning("\(warning)") }
    let parts = try await ServerParts(settings, logger: logger, now: now, passwords: passwords)
    if let password = parts.generatedPassword { onGeneratedPassword(password) }
    return parts
  }

  private func serve(
    _ parts: ServerParts, signals: Bool, onRunning: @escaping @Sendable (Int) -> Void,
    onMetrics: @escaping @Sendable (Int) -> Void, onRun: (ServiceRun) -> Void
  ) async throws {
    let application = parts.application(host: settings.host, port: settings.port, logger: logger.quiet) { port in
      logger.notice("the server listens", metadata: ["host": "\(settings.host)", "port": "\(port)"])
      onRunning(port)
    }
    // The end goes backwards: first the door and the sockets, so that who was connected is written off, then requests,
    // then events.
    var services: [any Service] = [parts.audit, parts.pump, parts.chores, parts.retention]
    let metrics = parts.metrics(
      host: settings.host, port: settings.metricsPort, logger: logger.quiet, onRunning: onMetrics)
    if let metrics { services.append(metrics) }
    services += [application, parts.end]
    if signals { services.append(HangupReload { parts.reload(logger, at: now()) }) }
    if let mailWorker = parts.mailWorker { services.insert(mailWorker, at: 1) }
    let grace = settings.endLimit
    let run =
      signals
      ? ServiceRun(services, logger: logger.quiet, grace: grace)
      : ServiceRun(services, logger: logger.quiet, grace: grace, signals: [])
    onRun(run)
    do {
      try await run.run()
    } catch {
      await finish(parts)
      try? parts.database.close()  // The error that ended the service tells more than a failure to close.
      throw explain(error)
    }
    await finish(parts)
    try parts.database.close()
  }

  private func finish(_ parts: ServerParts) async {
    await parts.finish()
    let waiting = parts.audit.counts.waiting
    guard waiting > 0 else { return }
    logger.error(
      "the last entries of the audit log could not be written in time and are lost",
      metadata: ["entries": "\(waiting)"])
  }

  private func explain(_ error: any Error) -> any Error {
    guard let failure = error as? IOError else { return error }
    let place = "\(settings.host):\(settings.port)"
    if failure.errnoCode == EADDRINUSE, let metrics = settings.metricsPort, metrics != 0,
      PortProbe.listens(settings.host, metrics) == .taken
    {
      return PolderError(
        "server-port-in-use", "Port \(metrics), for Prometheus, is taken by another program.",
        object: "\(settings.host):\(metrics)",
        nextStep: "End that program, or give another `prometheus.exporter_port`.")
    }
    switch failure.errnoCode {
    case EADDRINUSE:
      return PolderError(
        "server-port-in-use", "Port \(settings.port) is taken by another program.", object: place,
        nextStep: "End that program, or give the server another `port`.", cause: nil)
    case EACCES:
      return PolderError(
        "server-port-forbidden", "This user may not listen at port \(settings.port).", object: place,
        nextStep: "Give a `port` above 1023.")
    case EADDRNOTAVAIL:
      return PolderError(
        "server-address-unknown", "This machine does not have the address \(settings.host).", object: place,
        nextStep: "Give an `ip` of this machine, 0.0.0.0 for all of them.")
    default:
      return PolderError("server-listen", "The server can not listen.", object: place, cause: failure)
    }
  }
}

extension Logger {
  /// For libraries, whose everyday news is not ours.
  fileprivate var quiet: Logger {
    var logger = self
    logger.logLevel = max(logLevel, .warning)
    return logger
  }
}
