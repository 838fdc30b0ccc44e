import NIOCore

/// One end of a joined connection: what comes in here goes out there, no faster than the other side takes it.
final class BridgeEndHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var other: BridgeEndHandler?
  private var context: ChannelHandlerContext?
  private var wantsToRead = false

  /// Two ends that know each other; both belong to one event loop.
  static func pair() -> (BridgeEndHandler, BridgeEndHandler) {
    let (one, two) = (BridgeEndHandler(), BridgeEndHandler())
    (one.other, two.other) = (two, one)
    return (one, two)
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    other = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let there = other?.context else { return context.close(promise: nil) }
    there.write(wrapOutboundOut(unwrapInboundIn(data)), promise: nil)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    other?.context?.flush()
    context.fireChannelReadComplete()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent {
      // What was handed over goes out first.
      other?.context?.close(mode: .output, promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    other?.context?.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { other?.readOn() }
    context.fireChannelWritabilityChanged()
  }

  func read(context: ChannelHandlerContext) {
    if other?.context?.channel.isWritable ?? true {
      context.read()
    } else {
      wantsToRead = true
    }
  }

  private func readOn() {
    guard wantsToRead else { return }
    wantsToRead = false
    context?.read()
  }
}
