import NIOCore
import NIOPosix

/// The bridge's open port; closed when nobody keeps it any more.
final class BridgeListener: Sendable {
  private let channel: any Channel

  init(_ address: BridgeAddress, doors: BridgeDoors, connections limit: Int) async throws {
    let open = OpenConnections(limit: limit)
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        // Who is turned away comes again.
        guard open.add(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(BridgeGreetingHandler(doors: doors))
        }
      }
      .bind(host: address.host, port: address.port).get()
  }

  deinit { channel.close(promise: nil) }
}
