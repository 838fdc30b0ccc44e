import NIOCore
import NIOWebSocket

/// Carries frames between a websocket and its client.
final class WebSocketClientHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let client: SocketIOClient
  private let generation: Int

  init(client: SocketIOClient, generation: Int) {
    self.client = client
    self.generation = generation
  }

  func handlerAdded(context: ChannelHandlerContext) {
    client.step(generation: generation) { machine in
      machine.transportOpened(now: .now)
      return []
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary: client.received(frame, generation: generation)
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose: gone("the server closed the websocket", context)
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    gone(WebSocketConnector.reason(error), context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    gone("the connection was lost", context)
    context.fireChannelInactive()
  }

  private func gone(_ reason: String, _ context: ChannelHandlerContext) {
    client.step(generation: generation) { $0.transportClosed(reason, now: .now) }
    context.close(promise: nil)
  }
}
