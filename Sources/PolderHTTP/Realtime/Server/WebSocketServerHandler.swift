import NIOCore
import NIOWebSocket
import PolderCore
import PolderRealtime

/// Carries frames between a websocket and its session.
final class WebSocketServerHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let session: SocketSession?

  /// Without a session the websocket is closed at once.
  init(session: SocketSession?) { self.session = session }

  func handlerAdded(context: ChannelHandlerContext) {
    guard let session, session.attach(context.channel) else {
      return Self.close(context.channel, farewell: [], isUrgent: false)
    }
    session.drain(context.channel)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary: take(frame, context)
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
      if context.channel.isWritable { context.writeAndFlush(wrapOutboundOut(pong), promise: nil) }
    case .connectionClose:
      session?.detached(context.channel)
      Self.close(context.channel, farewell: [], isUrgent: false)
    default: break
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    session?.drain(context.channel)
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      session?.change { $0.close() }
      Self.close(context.channel, farewell: [], isUrgent: false)
    } else if let event = event as? ChannelEvent, event == .inputClosed {
      context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is NIOWebSocketError || error is NIOWebSocketFrameAggregator.Error {
      session?.broken("A frame is malformed or too large.", over: context.channel)
    } else {
      session?.detached(context.channel)
    }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    session?.detached(context.channel)
    context.fireChannelInactive()
  }

  private func take(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    guard let session else { return }
    var data = frame.unmaskedData
    let bytes = data.readBytes(length: data.readableBytes) ?? []
    do throws(PolderError) {
      let packet =
        frame.opcode == .binary ? try session.codec.decode(binary: bytes) : try session.codec.decode(text: bytes)
      session.received(packet, over: context.channel)
    } catch {
      session.broken(error.message, over: context.channel)
    }
  }

  /// Writes a farewell and closes; a peer that does not take it within seconds is cut off, an urgent one at once.
  static func close(_ channel: any Channel, farewell: [WebSocketFrame], isUrgent: Bool) {
    channel.eventLoop.execute {
      guard !isUrgent, channel.isActive, channel.isWritable else { return channel.close(promise: nil) }
      for frame in farewell { channel.write(frame, promise: nil) }
      var code = ByteBuffer()
      code.write(webSocketErrorCode: .normalClosure)
      channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .connectionClose, data: code))
        .whenComplete { _ in channel.close(promise: nil) }
      let cut = channel.eventLoop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
      channel.closeFuture.whenComplete { _ in cut.cancel() }
    }
  }
}
