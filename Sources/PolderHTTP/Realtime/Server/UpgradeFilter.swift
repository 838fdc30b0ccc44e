import NIOCore
import NIOHTTP1

/// Lets through only those requests for an upgrade that will be granted. From all others the wish is taken off, so that
/// they are answered as plain requests: a client that offers HTTP/2 is served, a refused websocket gets its 4xx.
///
/// The decoder stops at a request that wishes an upgrade, granted or not; when it is not granted, a fresh decoder goes on.
/// The filter also guards the time before the first request, when nothing else watches the connection.
final class UpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let accepts: @Sendable (HTTPRequestHead) -> Bool
  private let patience: TimeAmount
  private let ending: ServerEnding
  private var timer: Scheduled<Void>?
  private var hasRequest = false
  private var decoder: ByteToMessageHandler<HTTPRequestDecoder>
  private var decoderStopped = false

  /// - Parameters:
  ///   - decoder: the decoder that stands before this handler
  ///   - patience: how long to wait for the first request
  ///   - ending: how long to wait for it once the server ends
  ///   - accepts: whether the wish of a first request will be granted
  init(
    decoder: ByteToMessageHandler<HTTPRequestDecoder>, patience: Duration, ending: ServerEnding,
    accepts: @escaping @Sendable (HTTPRequestHead) -> Bool
  ) {
    self.decoder = decoder
    self.accepts = accepts
    self.ending = ending
    self.patience = TimeAmount(patience)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    wait(ending.hasBegun ? min(patience, ending.linger) : patience, context)
  }

  private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    timer?.cancel()
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(var head):
      let mayUpgrade = !hasRequest
      hasRequest = true
      timer?.cancel()
      if head.headers.contains(name: "Upgrade"), !(mayUpgrade && accepts(head)) {
        head.headers.remove(name: "Upgrade")
        decoderStopped = true
      }
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case .body: context.fireChannelRead(data)
    case .end:
      context.fireChannelRead(data)
      if decoderStopped { renewDecoder(context) }
    }
  }

  private func renewDecoder(_ context: ChannelHandlerContext) {
    decoderStopped = false
    let fresh = Self.makeDecoder()
    do {
      try context.pipeline.syncOperations.addHandler(fresh, position: .after(decoder))
    } catch {
      return context.close(promise: nil)
    }
    context.pipeline.syncOperations.removeHandler(decoder, promise: nil)
    decoder = fresh
  }

  static func makeDecoder() -> ByteToMessageHandler<HTTPRequestDecoder> {
    ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if !hasRequest {
      let isInputClosed = (event as? ChannelEvent).map { $0 == .inputClosed } ?? false
      if isInputClosed { return context.close(promise: nil) }
      // Its first request may be on its way.
      if event is ChannelShouldQuiesceEvent { return wait(ending.linger, context) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !hasRequest else { return context.fireErrorCaught(error) }
    let head = HTTPResponseHead(
      version: .http1_1, status: .badRequest, headers: ["Connection": "close", "Content-Length": "0"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }
}
