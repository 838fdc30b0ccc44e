import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

/// A server on the loopback, or on a unix socket, that does with each request what it is told.
struct LoopbackServer {
  struct Request: Sendable {
    let method: String
    let uri: String
    let headers: HTTPHeaders
    let body: [UInt8]
  }

  enum Reaction: Sendable {
    case answer(Int, [(String, String)] = [], [UInt8] = [])
    /// The head of an answer, a part of its body, and then nothing.
    case stall
    /// The connection is closed without an answer.
    case close
  }

  let channel: any Channel

  static func start(socket: String? = nil, _ react: @escaping @Sendable (Request) -> Reaction) async throws -> Self {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(react: react))
        }
      }
    if let socket { return Self(channel: try await bootstrap.bind(unixDomainSocketPath: socket).get()) }
    return Self(channel: try await bootstrap.bind(host: "127.0.0.1", port: 0).get())
  }

  var port: Int { get throws { try #require(channel.localAddress?.port) } }

  var base: String { get throws { "http://127.0.0.1:\(try port)" } }

  func stop() async throws { try await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    let react: @Sendable (Request) -> Reaction
    var head: HTTPRequestHead?
    var body: [UInt8] = []

    init(react: @escaping @Sendable (Request) -> Reaction) { self.react = react }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = []
      case .body(let part): body.append(contentsOf: part.readableBytesView)
      case .end:
        guard let head else { return }
        let request = Request(method: head.method.rawValue, uri: head.uri, headers: head.headers, body: body)
        perform(react(request), context)
      }
    }

    private func perform(_ reaction: Reaction, _ context: ChannelHandlerContext) {
      switch reaction {
      case .close: context.close(promise: nil)
      case .stall:
        write(200, [("content-length", "100")], [1], context)
        context.flush()
      case .answer(let status, let headers, let bytes):
        write(status, headers + [("content-length", String(bytes.count))], bytes, context)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }

    private func write(_ status: Int, _ headers: [(String, String)], _ bytes: [UInt8], _ context: ChannelHandlerContext)
    {
      let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: .init(headers))
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }
  }
}
