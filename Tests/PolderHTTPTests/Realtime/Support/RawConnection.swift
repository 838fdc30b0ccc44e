import NIOCore
import NIOPosix
import PolderCore

/// A TCP connection to a server under test, spoken to in bytes.
struct RawConnection: Sendable {
  struct Answer: Sendable {
    let status: Int
    let head: String
    let body: String
  }

  let channel: any Channel
  let inbox: Inbox

  /// Collects what came; one reader at a time.
  actor Inbox {
    private var bytes: [UInt8] = []
    private var isClosed = false
    private var waiter: CheckedContinuation<Void, Never>?

    func add(_ more: [UInt8]) {
      bytes += more
      wake()
    }

    func close() {
      isClosed = true
      wake()
    }

    private func wake() {
      waiter?.resume()
      waiter = nil
    }

    /// Waits until the parser finds something, or nil when the connection ends before.
    func next<Value: Sendable>(_ parse: @Sendable (inout [UInt8]) -> Value?) async -> Value? {
      while true {
        if let value = parse(&bytes) { return value }
        if isClosed { return nil }
        await withCheckedContinuation { waiter = $0 }
      }
    }

    func end() async -> [UInt8] {
      while !isClosed { await withCheckedContinuation { waiter = $0 } }
      return bytes
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ continuation: AsyncStream<[UInt8]>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
  }

  /// Connects to loopback, and closes after the body.
  static func with<Value: Sendable>(
    port: Int, before handler: (@Sendable () throws -> any ChannelHandler)? = nil,
    _ body: @Sendable (RawConnection) async throws -> Value
  ) async throws -> Value {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let handler { try channel.pipeline.syncOperations.addHandler(handler()) }
          try channel.pipeline.syncOperations.addHandler(Handler(continuation))
        }
      }.connect(host: "127.0.0.1", port: port).get()
    let connection = RawConnection(channel: channel, inbox: Inbox())
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await bytes in stream { await connection.inbox.add(bytes) }
        await connection.inbox.close()
      }
      do {
        let value = try await body(connection)
        channel.close(promise: nil)
        try await group.waitForAll()
        return value
      } catch {
        channel.close(promise: nil)
        throw error
      }
    }
  }

  func write(_ bytes: some Sequence<UInt8> & Sendable) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  func send(_ method: String, _ target: String, headers: [String] = [], body: String? = nil) async throws {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + headers
    if let body { lines.append("Content-Length: \(body.utf8.count)") }
    try await write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")).utf8))
  }

  /// Waits for the answer to a request.
  func answer() async throws -> Answer {
    let answer = await inbox.next { bytes -> Answer? in
      let mark = Array("\r\n\r\n".utf8)
      guard let end = bytes.firstRange(of: mark) else { return nil }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      let lines = head.split(separator: "\r\n")
      let length =
        lines.first { $0.lowercased().hasPrefix("content-length:") }
        .flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
      guard bytes.count - end.upperBound >= length else { return nil }
      let body = String(decoding: bytes[end.upperBound..<end.upperBound + length], as: UTF8.self)
      bytes.removeFirst(end.upperBound + length)
      return Answer(
        status: Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0, head: head, body: body)
    }
    guard let answer else { throw PolderError("test-closed", "The server closed the connection.") }
    return answer
  }

  /// A request and its answer.
  func call(_ method: String, _ target: String, headers: [String] = [], body: String? = nil) async throws -> Answer {
    try await send(method, target, headers: headers, body: body)
    return try await answer()
  }

  /// Waits until the server closes the connection.
  func closed() async -> [UInt8] { await inbox.end() }
}
