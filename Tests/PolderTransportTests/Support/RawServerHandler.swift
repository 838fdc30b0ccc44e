import NIOCore

/// Plays a script on one connection.
final class RawServerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: @Sendable (String) -> [RawServer.Step]
  private let tell: @Sendable (RawServer.Event) -> Void
  private var head = ""
  private var bodyBytes = 0
  private var isPlaying = false
  private var isReading = false
  private var flood: (bytes: ByteBuffer, left: Int, sent: Int)?
  private var stall: Scheduled<Void>?
  private var dripping: RepeatedTask?

  init(script: @escaping @Sendable (String) -> [RawServer.Step], tell: @escaping @Sendable (RawServer.Event) -> Void) {
    self.script = script
    self.tell = tell
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    if isPlaying {
      bodyBytes += bytes.readableBytes
      return
    }
    head += String(buffer: bytes)
    guard let end = head.firstRange(of: "\r\n\r\n") else { return }
    bodyBytes = head[end.upperBound...].utf8.count
    let request = String(head[..<end.upperBound])
    head = ""
    isPlaying = true
    tell(.asked(request))
    for step in script(request) { play(step, context) }
    // Without a further word the next request may follow.
    if !isReading { isPlaying = false }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    pour(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    stall?.cancel()
    dripping?.cancel()
    tell(.gone(bodyBytes))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func play(_ step: RawServer.Step, _ context: ChannelHandlerContext) {
    switch step {
    case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    case .flood(let bytes, let times):
      isReading = true
      flood = (ByteBuffer(bytes: bytes), times, 0)
      pour(context)
    case .drip(let text, let pause):
      isReading = true
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      dripping = context.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { _ in
        let (handler, context) = bound.value
        context.writeAndFlush(handler.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
      }
    case .read: isReading = true
    case .stopReading:
      isReading = true
      context.channel.setOption(.autoRead, value: false).whenFailure { _ in }
    case .close: context.close(promise: nil)
    }
  }

  private func pour(_ context: ChannelHandlerContext) {
    stall?.cancel()
    guard var flood, context.channel.isActive else { return }
    guard context.channel.isWritable else {
      // Who takes more does so long before that.
      stall = context.eventLoop.scheduleTask(in: .milliseconds(300)) { [tell, flood] in tell(.stalled(flood.sent)) }
      return
    }
    guard flood.left > 0 else {
      self.flood = nil
      return tell(.flooded)
    }
    flood.left -= 1
    flood.sent += flood.bytes.readableBytes
    self.flood = flood
    context.writeAndFlush(wrapOutboundOut(flood.bytes), promise: nil)
    // The loop belongs to others too.
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.execute {
      let (handler, context) = bound.value
      handler.pour(context)
    }
  }
}
