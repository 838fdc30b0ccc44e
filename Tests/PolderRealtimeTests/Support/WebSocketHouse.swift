import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PolderRealtime
import Testing

/// A Socket.IO server that lets everybody in, tells each who joined one event, and keeps what it was asked.
final class WebSocketHouse: Sendable {
  private let channel: any Channel

  private init(channel: any Channel) { self.channel = channel }

  /// Runs a body beside a server; encrypted when it is given what to show.
  static func run(tls: NIOSSLContext? = nil, _ body: (Int) async throws -> Void) async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
              channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Host()) }
            })
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do { try await body(try #require(channel.localAddress?.port)) } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
  }

  private final class Host: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    func handlerAdded(context: ChannelHandlerContext) {
      say(#"0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let frame = unwrapInboundIn(data)
      guard frame.opcode == .text, String(buffer: frame.unmaskedData) == "40/tasks," else { return }
      say(#"40/tasks,{"sid":"T"}"#, context)
      say(#"42/tasks,["hello",1]"#, context)
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
      let frame = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text))
      context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }
  }
}
