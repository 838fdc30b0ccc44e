import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import PolderCore

/// Serves HTTP on one Unix socket until it is closed.
final class ProxySocketServer: Sendable {
  private let listener: any Channel
  private let connections: OpenConnections

  init(_ socket: ProxySocket, handler: ProxyHandler, limits: ProxyLimits = ProxyLimits(), logger: Logger) async throws {
    let connections = OpenConnections(limit: limits.connections)
    let budget = BodyBudget(bytes: limits.allBytes)
    self.connections = connections
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        // The relay tries again later; who comes by another way is turned away.
        guard connections.add(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(
            ProxyChannelHandler(handler: handler, limits: limits, budget: budget, logger: logger))
        }
      }
    listener = try await bootstrap.withBoundSocket(try UnixListener.bound(socket)).get()
  }

  deinit { listener.close(promise: nil) }

  /// Stops serving; requests under way are cancelled.
  func close() async {
    // It may have failed before, which ends it as well.
    try? await listener.close().get()
    await connections.close()
  }
}
