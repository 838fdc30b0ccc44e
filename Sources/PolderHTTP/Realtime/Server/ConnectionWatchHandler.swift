import NIOCore

/// Notices the end of an HTTP connection while nobody reads from it.
final class ConnectionWatchHandler: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  private let watch: ConnectionWatch

  init(watch: ConnectionWatch) { self.watch = watch }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      watch.ends(isGone: false)
    } else if let event = event as? ChannelEvent, event == .inputClosed {
      watch.ends(isGone: true)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    watch.ends(isGone: true)
    context.fireChannelInactive()
  }
}
