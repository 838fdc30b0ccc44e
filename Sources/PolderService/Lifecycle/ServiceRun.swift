public import Logging
public import ServiceLifecycle
public import UnixSignals

/// The services of one process: started together in their order, ended in the opposite order by SIGTERM or SIGINT.
///
/// An end that takes too long is cut short: the services are cancelled. A program whose services then do not end either
/// is ended by a trap after the same time again; where no signals are given, in somebody else's process, it is not.
public struct ServiceRun: Sendable {
  private let group: ServiceGroup

  /// Prepares a run.
  /// - Parameters:
  ///   - services: the services, those that others rest on first
  ///   - logger: where starts and ends are logged
  ///   - grace: how long they may take to end before they are cancelled
  ///   - signals: what ends them; none in a process that is not theirs
  public init(
    _ services: [any Service], logger: Logger, grace: Duration = .seconds(10),
    signals: [UnixSignal] = [.sigterm, .sigint]
  ) {
    var configuration = ServiceGroupConfiguration(
      services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
      gracefulShutdownSignals: signals, logger: logger)
    configuration.maximumGracefulShutdownDuration = grace
    if !signals.isEmpty { configuration.maximumCancellationDuration = grace }
    group = ServiceGroup(configuration: configuration)
  }

  /// Runs the services until one of them ends, a signal comes, or ``stop()`` is called.
  /// - Throws: the error of the service that failed first
  public func run() async throws { try await group.run() }

  /// Ends the services as a signal would.
  public func stop() async { await group.triggerGracefulShutdown() }
}
