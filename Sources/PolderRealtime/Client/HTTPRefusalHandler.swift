import NIOCore
import NIOHTTP1

/// Notes the status with which a server refuses to open a websocket, and closes the connection.
final class HTTPRefusalHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private var status: EventLoopPromise<String>?

  init(status: EventLoopPromise<String>) { self.status = status }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    status?.succeed("\(head.status.code)")
    status = nil
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { give(up: error, context) }

  func channelInactive(context: ChannelHandlerContext) { give(up: ChannelError.eof, context) }

  private func give(up error: any Error, _ context: ChannelHandlerContext) {
    status?.fail(error)
    status = nil
    context.close(promise: nil)
  }
}
