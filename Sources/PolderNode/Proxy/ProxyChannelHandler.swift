import Logging
import NIOCore
import NIOHTTP1
import PolderCore
import PolderTransport

/// Reads requests from one connection and writes the answers, one after the other. All of it happens on the connection's
/// event loop but the answering itself.
final class ProxyChannelHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let handler: ProxyHandler
  private let limits: ProxyLimits
  private let budget: BodyBudget
  private let logger: Logger
  private var isKeptAlive = true
  /// Holds the memory of a request until it is answered.
  private var reader: RequestReader?
  private var work: Task<Void, Never>?

  init(handler: ProxyHandler, limits: ProxyLimits, budget: BodyBudget, logger: Logger) {
    self.logger = logger
    self.handler = handler
    self.limits = limits
    self.budget = budget
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      let request = ProxyRequest(
        method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: [])
      isKeptAlive = head.isKeepAlive
      reader = RequestReader(request, refusal: handler.refusal(before: request), limits: limits, budget: budget)
    case .body(let buffer): reader?.add(buffer.readableBytesView)
    case .end: answer(context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    // Nobody waits for the answer any more.
    work?.cancel()
    reader = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ context: ChannelHandlerContext) {
    guard let request = reader?.request else { return }
    if let refusal = reader?.refusal {
      // Not more: what it asked for is its own choice of words, and the log is not its to write.
      logger.debug("a request of the algorithm is refused", metadata: ["status": "\(refusal.status)"])
      return write(refusal, context)
    }
    let loop = context.eventLoop
    let here = NIOLoopBound((self, context), eventLoop: loop)
    work = Task { [handler] in
      let answer = await handler.answer(request)
      loop.execute { here.value.0.write(answer, here.value.1) }
    }
  }

  private func write(_ answer: HTTPAnswer, _ context: ChannelHandlerContext) {
    reader = nil
    work = nil
    guard context.channel.isActive else { return }
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count))
    if !isKeptAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
    let written = context.eventLoop.makePromise(of: Void.self)
    if !isKeptAlive { written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }
}
