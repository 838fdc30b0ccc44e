/// A runtime that can lead algorithms to containers of the machine.
protocol ServiceLinking: Runtime {
  /// Takes away what an earlier process of the node left of its links, or this one.
  func clearLinks() async

  /// Keeps a service linked until it ends, its link breaks, or the task is cancelled.
  /// - Parameters:
  ///   - service: the service
  ///   - ready: is told when algorithms can reach it
  /// - Returns: why the link is no more
  func link(_ service: LinkedService, ready: @escaping @Sendable () -> Void) async -> String
}
