import Glibc
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import PolderCore

/// Serves HTTP on one Unix socket until it is closed.
final class ProxySocketServer: Sendable {
  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>

  private let task: Task<Void, Never>

  init(_ socket: ProxySocket, handler: ProxyHandler, limits: ProxyLimits = ProxyLimits(), logger: Logger) async throws {
    let server = try await Self.bind(socket)
    let connection = ProxyConnection(handler: handler, limits: limits, budget: BodyBudget(bytes: limits.allBytes))
    task = Task {
      do {
        try await server.executeThenClose { connections in
          try await Self.serve(connections, limits.connections) { channel in
            do {
              try await connection.serve(channel)
            } catch {
              logger.debug("a connection of an algorithm broke", metadata: ["error": "\(error)"])
            }
          }
        }
      } catch is CancellationError {
      } catch {
        logger.warning("the proxy of a run ended", metadata: ["error": "\(error)"])
      }
    }
  }

  deinit { task.cancel() }

  /// Stops serving; requests under way are cancelled.
  func close() async {
    task.cancel()
    await task.value
  }

  private static func bind(_ socket: ProxySocket) async throws -> NIOAsyncChannel<Connection, Never> {
    let folder = open(socket.folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else {
      throw PolderError(
        "node-proxy-socket", "The folder of a proxy can not be opened (error \(errno)).", object: socket.folder)
    }
    // Through the folder's descriptor the address stays short, however long the path is.
    defer { Glibc.close(folder) }
    // One that an earlier process of the node left behind; that there is none is as good.
    unlinkat(folder, socket.name, 0)
    do {
      return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .bind(unixDomainSocketPath: "/proc/self/fd/\(folder)/\(socket.name)") { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(ResponseParts())
            return try Connection(wrappingChannelSynchronously: channel)
          }
        }
    } catch {
      throw PolderError(
        "node-proxy-socket", "The socket of a proxy can not be opened.", object: socket.path,
        nextStep: "Check rights and room in the folder.", cause: error)
    }
  }

  /// Serves at most so many at a time; the system keeps the others waiting.
  private static func serve(
    _ connections: NIOAsyncChannelInboundStream<Connection>, _ limit: Int,
    _ serve: @Sendable @escaping (Connection) async -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var count = 0
      for try await connection in connections {
        if count == limit { try await group.next() } else { count += 1 }
        group.addTask { await serve(connection) }
      }
    }
  }
}
