import Logging
import NIOCore
import NIOHTTP1
import PolderCore
import PolderTransport

/// Reads requests from one connection and writes the answers, one after the other. All of it happens on the connection's
/// event loop but the answering itself.
final class ProxyChannelHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let handler: ProxyHandler
  private let limits: ProxyLimits
  private let budget: BodyBudget
  private let logger: Logger
  private var isKeptAlive = true
  /// Holds the memory of a request until it is answered.
  private var reader: RequestReader?
  private var work: Task<Void, Never>?
  /// Where a body goes that is handed on as it comes.
  private var inlet: UploadInlet?
  /// The answer to a request whose body still comes: who is still writing does not read it.
  private var early: HTTPAnswer?
  private var isPaused = false
  private var hasRead = false

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
      let refusal = handler.refusal(before: request)
      reader = RequestReader(request, refusal: refusal, limits: limits, budget: budget)
      if refusal == nil, request.route == .uploadBlob { upload(request, context) }
    case .body(let buffer):
      guard let inlet else {
        reader?.add(buffer.readableBytesView)
        return
      }
      if !inlet.take(Array(buffer.readableBytesView)) { isPaused = true }
    case .end:
      guard let inlet else { return answer(context) }
      inlet.finish()
      self.inlet = nil
      if let early { write(early, context) }
    }
  }

  /// Asks the connection for more, unless a body that is handed on has to wait.
  func read(context: ChannelHandlerContext) {
    if isPaused { hasRead = true } else { context.read() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    // Nobody waits for the answer any more.
    work?.cancel()
    inlet?.fail()
    inlet = nil
    reader = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func upload(_ request: ProxyRequest, _ context: ChannelHandlerContext) {
    let loop = context.eventLoop
    let here = NIOLoopBound((self, context), eventLoop: loop)
    let inlet = UploadInlet { loop.execute { here.value.0.resume(here.value.1) } }
    self.inlet = inlet
    let pieces = inlet.pieces
    work = Task { [handler] in
      let answer = await handler.upload(request, pieces)
      loop.execute { here.value.0.finishUpload(answer, here.value.1) }
    }
  }

  private func resume(_ context: ChannelHandlerContext) {
    isPaused = false
    guard hasRead else { return }
    hasRead = false
    context.read()
  }

  private func finishUpload(_ answer: HTTPAnswer, _ context: ChannelHandlerContext) {
    if inlet == nil { write(answer, context) } else { early = answer }
  }

  private func answer(_ context: ChannelHandlerContext) {
    guard let request = reader?.request else { return }
    if let refusal = reader?.refusal {
      // Not more: what it asked for is its own choice of words, and the log is not its to write.
      logger.debug("a request of the algorithm is refused", metadata: ["status": "\(refusal.status)"])
      return write(refusal, context)
    }
    let loop = context.eventLoop
    let here = NIOLoopBound((self, context), eventLoop: loop)
    if case .downloadBlob(let blob)? = request.route { return download(blob, context, here) }
    work = Task { [handler] in
      let answer = await handler.answer(request)
      loop.execute { here.value.0.write(answer, here.value.1) }
    }
  }

  private func download(
    _ blob: BlobID, _ context: ChannelHandlerContext, _ here: NIOLoopBound<(ProxyChannelHandler, ChannelHandlerContext)>
  ) {
    let loop = context.eventLoop
    let sink = ChannelSink(channel: context.channel, isKeptAlive: isKeptAlive)
    work = Task { [handler] in
      do {
        let answer = try await handler.download(blob, to: sink)
        loop.execute { here.value.0.finishDownload(answer, here.value.1) }
      } catch {
        // An answer that ends without its last part is no answer: the algorithm sees that.
        loop.execute { here.value.1.close(promise: nil) }
      }
    }
  }

  private func finishDownload(_ answer: HTTPAnswer?, _ context: ChannelHandlerContext) {
    if let answer { return write(answer, context) }
    reader = nil
    work = nil
    if !isKeptAlive { context.close(promise: nil) }
  }

  private func write(_ answer: HTTPAnswer, _ context: ChannelHandlerContext) {
    reader = nil
    work = nil
    early = nil
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
