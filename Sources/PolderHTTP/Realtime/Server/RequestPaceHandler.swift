import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose peers send or take so slowly that they only hold the server's attention.
final class RequestPaceHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var pace: RequestPace
  private var timer: RepeatedTask?
  private var isOver = false
  private let now: () -> ContinuousClock.Instant

  init(_ limits: RequestPace.Limits, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
    pace = RequestPace(limits, now: now())
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let every = TimeAmount(pace.limits.every)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: every, delay: every) { _ in
      let (handler, context) = bound.value
      handler.look(context)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: pace.head(now: now())
    case .body(let bytes): pace.body(bytes.readableBytes, now: now())
    case .end: pace.end()
    }
    if !isOver { context.fireChannelRead(data) }
  }

  func read(context: ChannelHandlerContext) {
    pace.asked(now: now())
    context.read()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isOver else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head: pace.begin()
    case .body: break
    case .end: pace.answered(now: now())
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    pace.writable(context.channel.isWritable, now: now())
    context.fireChannelWritabilityChanged()
  }

  /// Looks whether the peer was too slow.
  func look(_ context: ChannelHandlerContext) {
    guard !isOver, pace.isOver(now: now()) else { return }
    isOver = true
    timer?.cancel()
    guard pace.canBeTold else { return context.close(promise: nil) }
    let body = ByteBuffer(string: #"{"msg":"The request took too long to arrive."}"#)
    let head = HTTPResponse(
      status: .requestTimeout,
      headerFields: [
        .connection: "close", .contentType: "application/json", .contentLength: String(body.readableBytes),
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in bound.value.close(promise: nil) }
  }
}
