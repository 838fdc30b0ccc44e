import NIOCore
import NIOPosix
import PolderCore
import Synchronization

/// A proxy that opens ways by `CONNECT`, and keeps what it was asked.
package final class TunnelProxy: Sendable {
  /// What one proxy was asked.
  package final class Book: Sendable {
    private let asked = Mutex<[String]>([])

    /// The heads of all requests, in their order.
    package var heads: [String] { asked.withLock { $0 } }

    func note(_ head: String) { asked.withLock { $0.append(head) } }
  }

  /// What it was asked.
  package let book: Book
  private let channel: any Channel

  private init(channel: any Channel, book: Book) {
    self.channel = channel
    self.book = book
  }

  /// Starts to listen on the loopback. A refusal is what is answered in place of opening a way; nil opens it.
  package static func start(_ refusal: @escaping @Sendable (String) -> String? = { _ in nil }) async throws
    -> TunnelProxy
  {
    let book = Book()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Asking(book: book, refusal: refusal))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return TunnelProxy(channel: channel, book: book)
  }

  /// Runs a body beside a proxy.
  package static func run(
    _ refusal: @escaping @Sendable (String) -> String? = { _ in nil }, _ body: (TunnelProxy) async throws -> Void
  ) async throws {
    let proxy = try await start(refusal)
    do { try await body(proxy) } catch {
      try await proxy.channel.close()
      throw error
    }
    try await proxy.channel.close()
  }

  /// Where it listens.
  package var port: Int {
    get throws {
      guard let port = channel.localAddress?.port else {
        throw PolderError("testing-no-port", "The proxy listens nowhere any more.")
      }
      return port
    }
  }

  /// Reads the request and opens the way.
  private final class Asking: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let book: Book
    private let refusal: @Sendable (String) -> String?
    private var head = ""

    init(book: Book, refusal: @escaping @Sendable (String) -> String?) {
      self.book = book
      self.refusal = refusal
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      head += String(buffer: unwrapInboundIn(data))
      guard head.hasSuffix("\r\n\r\n") else { return }
      book.note(head)
      let words = head.split(separator: " ")
      let place = words.count > 1 ? words[1].split(separator: ":") : []
      guard words.first == "CONNECT", place.count == 2, let port = Int(place[1]), refusal(head) == nil else {
        let answer = refusal(head) ?? "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"
        return context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
      }
      let near = context.channel
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      ClientBootstrap(group: context.eventLoop)
        .channelInitializer { far in
          far.eventLoop.makeCompletedFuture { try far.pipeline.syncOperations.addHandler(Carrying(to: near)) }
        }
        .connect(host: String(place[0]), port: port)
        .whenComplete { outcome in
          let (handler, context) = bound.value
          guard case .success(let far) = outcome else { return context.close(promise: nil) }
          let answer = ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n")
          context.writeAndFlush(handler.wrapOutboundOut(answer), promise: nil)
          context.pipeline.addHandler(Carrying(to: far)).whenFailure { _ in far.close(promise: nil) }
          context.pipeline.syncOperations.removeHandler(handler, promise: nil)
        }
    }
  }

  /// Carries bytes to the other side.
  private final class Carrying: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let other: any Channel

    init(to other: any Channel) { self.other = other }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      other.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }
  }
}
