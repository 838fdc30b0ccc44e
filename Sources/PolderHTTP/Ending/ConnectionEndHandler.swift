import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection when its server ends, so that no request on it is lost: those that came are answered, one that
/// comes within a short time too, and the peer has its last answer before the connection is gone.
///
/// It takes the place of Hummingbird's own end, which closes a connection at once where no request is being answered:
/// a request on its way there would be lost.
final class ConnectionEndHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let ending: ServerEnding
  private var end = ConnectionEnd()
  private var isEnding = false
  private var timer: Scheduled<Void>?

  init(_ ending: ServerEnding) { self.ending = ending }

  func handlerAdded(context: ChannelHandlerContext) {
    // The first request came after the end had begun: nobody tells of it again.
    if ending.hasBegun { linger(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
    linger(context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let isHead = if case .head = unwrapInboundIn(data) { true } else { false }
    if end.takes(isHead: isHead) { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Nobody asks for more then, yet the peer's end has to be noticed.
    if end.isOver { context.read() }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !end.isOver else {
      promise?.fail(ChannelError.outputClosed)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.kind != .informational:
      if end.begins(isEnding: isEnding || ending.hasBegun) { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .head, .body: context.write(data, promise: promise)
    case .end:
      context.write(data, promise: promise)
      if end.answers() { leave(context) }
    }
  }

  private func linger(_ context: ChannelHandlerContext) {
    guard !isEnding else { return }
    isEnding = true
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: ending.linger) {
      let (handler, context) = bound.value
      if handler.end.lingers() { handler.leave(context) }
    }
  }

  /// Closes our side and waits for the peer's: closed at once, what it still sends would take the last answer from it.
  private func leave(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: ending.farewell) { bound.value.close(promise: nil) }
    context.flush()
    context.close(mode: .output, promise: nil)
    context.read()
  }
}
