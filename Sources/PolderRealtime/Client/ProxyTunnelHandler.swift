import NIOCore
import PolderCore

/// Asks a proxy for a way to the server, and leaves the connection to the server's handlers once it is open.
final class ProxyTunnelHandler<Outcome: Sendable>: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let request: String
  private let proxy: String
  private let prepare: () throws -> EventLoopFuture<Outcome>
  private var opened: EventLoopPromise<Outcome>?
  private var handshake = TunnelHandshake()
  private var isAsked = false
  private var isOpen = false

  /// A handler.
  /// - Parameters:
  ///   - request: what is sent to the proxy
  ///   - proxy: the proxy's address, for messages
  ///   - opened: told what came of it
  ///   - prepare: adds the server's handlers behind this one, and gives what comes of them
  init(
    request: String, proxy: String, opened: EventLoopPromise<Outcome>,
    prepare: @escaping () throws -> EventLoopFuture<Outcome>
  ) {
    self.request = request
    self.proxy = proxy
    self.opened = opened
    self.prepare = prepare
  }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { ask(context) } }

  func channelActive(context: ChannelHandlerContext) { ask(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOpen else { return context.fireChannelRead(data) }
    guard let opened else { return }
    switch handshake.take(unwrapInboundIn(data).readableBytesView) {
    case .waiting: return
    case .refused(let reason):
      fail(
        PolderError(
          .realtimeConnect, "There is no connection: \(reason).", object: proxy,
          nextStep: "Check the proxy's address, user and password, and that it allows CONNECT to the server."), context)
    case .open(let rest):
      isOpen = true
      do { try prepare().cascade(to: opened) } catch { return fail(error, context) }
      self.opened = nil
      if !rest.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: rest))) }
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    // A goodbye to the server is nothing for the proxy.
    guard isOpen else {
      promise?.fail(ChannelError.inappropriateOperationForState)
      return
    }
    context.write(data, promise: promise)
  }

  func handlerRemoved(context: ChannelHandlerContext) { fail(ChannelError.eof, context) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isOpen else { return context.fireErrorCaught(error) }
    fail(error, context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(ChannelError.eof, context)
    context.fireChannelInactive()
  }

  private func ask(_ context: ChannelHandlerContext) {
    guard !isAsked else { return }
    isAsked = true
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
  }

  private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
    guard let opened else { return }
    self.opened = nil
    opened.fail(error)
    context.close(promise: nil)
  }
}
