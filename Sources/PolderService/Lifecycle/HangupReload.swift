public import ServiceLifecycle
import UnixSignals

/// Does something whenever SIGHUP comes: reads files anew that may have been replaced.
public struct HangupReload: Service {
  private let action: @Sendable () async -> Void

  /// Does the action at each SIGHUP.
  public init(_ action: @escaping @Sendable () async -> Void) { self.action = action }

  /// Waits for signals until the service ends.
  public func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { await action() }
  }
}
