import NIOCore
import NIOPosix

/// Reads the greeting of a connection and joins it with the proxy that its secret leads to.
final class BridgeGreetingHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  static let greeting = "polder-bridge 1 "
  static let welcome = "ok\n"
  private static let longest = 256
  private static let patience: TimeAmount = .seconds(5)

  private let doors: BridgeDoors
  private var told = ByteBuffer()
  private var isJoining = false
  private var timeout: Scheduled<Void>?

  init(doors: BridgeDoors) { self.doors = doors }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    timeout = context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timeout?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    told.writeImmutableBuffer(unwrapInboundIn(data))
    // Nothing may follow before the welcome.
    guard !isJoining, told.readableBytes <= Self.longest else { return context.close(promise: nil) }
    guard told.readableBytesView.last == 0x0A else { return }
    guard let socket = doors.socket(behind: Self.secret(in: told)) else { return context.close(promise: nil) }
    isJoining = true
    join(context, socket)
  }

  /// The secret that a greeting tells; empty for anything else, and no door opens to that.
  static func secret(in buffer: ByteBuffer) -> String {
    let text = String(buffer: buffer)
    guard text.hasPrefix(greeting), text.hasSuffix("\n") else { return "" }
    return String(text.dropFirst(greeting.count).dropLast())
  }

  private func join(_ context: ChannelHandlerContext, _ socket: ProxySocket) {
    let near = context.channel
    let loop = context.eventLoop
    let me = NIOLoopBound(self, eventLoop: loop)
    let descriptor: CInt
    do {
      descriptor = try UnixListener.connected(socket)
    } catch {
      // The proxy is not there yet: the other side comes again.
      return context.close(promise: nil)
    }
    ClientBootstrap(group: loop)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.autoRead, value: false)
      .withConnectedSocket(descriptor)
      .whenComplete { result in
        guard case .success(let far) = result, near.isActive else {
          if case .success(let far) = result { far.close(promise: nil) }
          return near.close(promise: nil)
        }
        me.value.hand(near, far)
      }
  }

  private func hand(_ near: any Channel, _ far: any Channel) {
    timeout?.cancel()
    do {
      let (nearEnd, farEnd) = BridgeEndHandler.pair()
      let pipeline = near.pipeline.syncOperations
      try pipeline.addHandler(nearEnd, position: .after(self))
      pipeline.removeHandler(self, promise: nil)
      try far.pipeline.syncOperations.addHandler(farEnd)
    } catch {
      far.close(promise: nil)
      return near.close(promise: nil)
    }
    near.writeAndFlush(ByteBuffer(string: Self.welcome), promise: nil)
    far.setOption(.autoRead, value: true).whenFailure { _ in near.close(promise: nil) }
    far.read()
  }
}
