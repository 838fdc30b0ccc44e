import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// A server that answers each request, or each connection, with the bytes it is told to, whether they make sense or not.
final class RawServer: Sendable {
  enum Step: Sendable {
    /// Sends bytes.
    case send(String)
    /// Sends the same bytes again and again, so often, as fast as the other side takes them.
    case flood([UInt8], times: Int)
    /// Sends the same bytes again and again, one after such a pause.
    case drip(String, pause: TimeAmount)
    /// Reads the rest of the request to the end of the connection, and keeps it.
    case read
    /// Reads nothing any more.
    case stopReading
    /// Closes the connection.
    case close
  }

  enum Event: Sendable, Equatable {
    /// The head of a request came.
    case asked(String)
    /// A flood came to a halt, as the other side takes no more, after so many bytes.
    case stalled(Int)
    /// A flood is through.
    case flooded
    /// The other side closed the connection, after so many bytes behind the head.
    case gone(Int)
  }

  /// What happened, in order.
  let events: AsyncStream<Event>
  private let channel: any Channel

  private init(channel: any Channel, events: AsyncStream<Event>) {
    self.channel = channel
    self.events = events
  }

  /// Starts to listen on the loopback, encrypted or not. The script tells what follows a request, by its head.
  static func start(
    tls: NIOSSLContext? = nil, _ script: @escaping @Sendable (String) -> [Step]
  ) async throws -> RawServer {
    let (events, teller) = AsyncStream.makeStream(of: Event.self)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.allowRemoteHalfClosure, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(RawServerHandler(script: script, tell: { teller.yield($0) }))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return RawServer(channel: channel, events: events)
  }

  var port: Int { get throws { try #require(channel.localAddress?.port) } }

  var base: String { get throws { "http://127.0.0.1:\(try port)" } }

  func stop() async throws { try await channel.close() }

  /// Waits for the next event that is looked for.
  func next<Value>(_ wanted: (Event) -> Value?) async -> Value? {
    for await event in events {
      if let value = wanted(event) { return value }
    }
    return nil
  }

  /// Runs a body beside a server.
  static func run(
    tls: NIOSSLContext? = nil, _ script: @escaping @Sendable (String) -> [Step],
    _ body: (RawServer) async throws -> Void
  ) async throws {
    let server = try await start(tls: tls, script)
    do { try await body(server) } catch {
      try await server.stop()
      throw error
    }
    try await server.stop()
  }
}
