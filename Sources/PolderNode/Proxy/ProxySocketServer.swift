import Glibc
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import PolderCore
import PolderTransport

/// Serves HTTP on one Unix socket until it is closed.
final class ProxySocketServer: Sendable {
  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>

  private let task: Task<Void, Never>
  private let listener: any Channel

  init(
    _ socket: ProxySocket, logger: Logger, answer: @Sendable @escaping (ProxyRequest) async -> HTTPAnswer
  ) async throws {
    let folder = open(socket.folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else {
      throw PolderError("node-proxy-socket", "The folder of a proxy can not be opened.", object: socket.folder)
    }
    // Through the folder's descriptor the address stays short, however long the path is.
    defer { Glibc.close(folder) }
    let path = "/proc/self/fd/\(folder)/\(socket.name)"
    unlink(path)
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(unixDomainSocketPath: path) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ResponseParts())
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
    listener = server.channel
    task = Task {
      // A listener that fails has nothing more to serve; the run sees it as a node that is away.
      try? await server.executeThenClose { connections in
        try await withThrowingDiscardingTaskGroup { group in
          for try await connection in connections {
            group.addTask {
              do {
                try await ProxyConnection(answer: answer).serve(connection)
              } catch {
                logger.debug("a connection of an algorithm broke", metadata: ["error": "\(error)"])
              }
            }
          }
        }
      }
    }
  }

  /// Stops serving; requests under way are cancelled.
  func close() async {
    task.cancel()
    await task.value
  }
}

/// Lets answers be written in parts of plain types.
private final class ResponseParts: ChannelOutboundHandler {
  typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
  typealias OutboundOut = HTTPServerResponsePart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part: HTTPServerResponsePart =
      switch unwrapOutboundIn(data) {
      case .head(let head): .head(head)
      case .body(let buffer): .body(.byteBuffer(buffer))
      case .end(let trailers): .end(trailers)
      }
    context.write(wrapOutboundOut(part), promise: promise)
  }
}
