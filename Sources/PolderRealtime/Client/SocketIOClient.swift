public import NIOCore
public import NIOPosix
import NIOSSL
import NIOWebSocket
public import PolderCore
import Synchronization

/// A client of Socket.IO over a websocket, which comes back after a loss.
///
/// ```swift
/// let client = try SocketIOClient(endpoint: endpoint) { "Bearer \(try await tokens.current())" }
/// try await withThrowingTaskGroup { group in
///   group.addTask { await client.run() }
///   for await event in client.events { … }
/// }
/// ```
public final class SocketIOClient: Sendable {
  /// Gives the value of the `Authorization` header at each connection; nil sends none.
  public typealias Authorization = @Sendable () async throws -> String?

  struct State {
    var machine: SocketClient
    var channel: (any Channel)?
    /// Counts the connections, so that what an old one still reports is told apart.
    var generation = 0
  }

  /// What happens, in order, for one reader; ends after `close` or when `run` is cancelled.
  public let events: AsyncStream<SocketEvent>

  let state: Mutex<State>
  let queue: SocketEventQueue
  private let authorization: Authorization
  private let connector: WebSocketConnector
  private let codec: EngineCodec
  private let loop: any EventLoop
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  /// A client at rest: nothing happens before `run`.
  /// - Throws: `PolderError` when the TLS options can not be used.
  public init(
    endpoint: SocketEndpoint, options: Options = .init(),
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    authorization: @escaping Authorization = { nil }
  ) throws(PolderError) {
    loop = group.next()
    connector = try WebSocketConnector(endpoint: endpoint, options: options, loop: loop)
    codec = EngineCodec(limits: options.client.limits)
    state = Mutex(State(machine: SocketClient(configuration: options.client)))
    queue = SocketEventQueue(capacity: options.queuedEvents)
    events = queue.stream
    self.authorization = authorization
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Connects and stays connected until `close`, cancellation, or a loss that is not to be made good. Runs once.
  public func run() async {
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        var actions = step { $0.start(now: .now) }
        var iterator = wakes.makeAsyncIterator()
        while !Task.isCancelled {
          if actions.contains(.open) { group.addTask { await self.open() } }
          let (deadline, isFinished) = state.withLock { ($0.machine.deadline, $0.machine.isFinished) }
          if isFinished { break }
          let timer = deadline.map { deadline in
            loop.scheduleTask(in: TimeAmount(max(deadline - .now, .zero))) { [wake] in _ = wake.yield() }
          }
          _ = await iterator.next()
          timer?.cancel()
          // Who does not read what came would only get more of it.
          actions = queue.isCongested ? step { $0.tickUnlessWaiting(now: .now) } : step { $0.tick(now: .now) }
        }
        group.cancelAll()
      }
    } onCancel: {
      close()
    }
    close()
  }

  /// Sends an event; false when it was not sent, as there is no connection or it is congested.
  @discardableResult
  public func emit(_ name: String, _ arguments: JSONValue...) -> Bool { emit(name, arguments: arguments) }

  /// Sends an event; false when it was not sent, as there is no connection or it is congested.
  @discardableResult
  public func emit(_ name: String, arguments: [JSONValue]) -> Bool {
    let (channel, packets) = state.withLock { ($0.channel, $0.machine.emit(name, arguments)) }
    guard let channel, let packets, channel.isWritable else { return false }
    for packet in packets { send(packet, over: channel) }
    return true
  }

  /// Whether the namespace is joined at this moment.
  public var isConnected: Bool { state.withLock { $0.machine.isConnected } }

  /// Ends the connection politely; `run` returns soon after.
  public func close() {
    step { $0.close() }
  }

  /// Moves the machine on and does what it asks for, except for `open`.
  @discardableResult
  func step(generation: Int? = nil, _ body: (inout SocketClient) -> [SocketClient.Action]) -> [SocketClient.Action] {
    var ended: (any Channel)?
    let (actions, channel): ([SocketClient.Action], (any Channel)?) = state.withLock { state in
      guard generation == nil || generation == state.generation else { return ([], nil) }
      var actions = body(&state.machine)
      let channel = state.channel
      // Told under the lock, so that events of two threads can not change places.
      for case .tell(let event) in actions where !queue.push(event) {
        actions = state.machine.transportClosed("the events were not read in time", now: .now)
        for case .tell(let event) in actions { _ = queue.push(event) }
        break
      }
      if actions.contains(.closeTransport) {
        state.generation += 1
        ended = state.channel
        state.channel = nil
      }
      return (actions, channel)
    }
    if let channel { for case .send(let packet) in actions { send(packet, over: channel) } }
    if let ended { WebSocketConnector.shut(ended) }
    if actions.contains(.finish) { queue.finish() }
    if actions.contains(where: { $0 == .closeTransport || $0 == .finish }) { wake.yield() }
    return actions
  }

  private func open() async {
    let generation = state.withLock { $0.generation }
    do {
      let value = try await authorization()
      try await connector.connect(authorization: value, generation: generation, client: self)
    } catch {
      step(generation: generation) { $0.transportClosed(WebSocketConnector.reason(error), now: .now) }
    }
  }

  /// Reports the channel of a connection before it is open, so that an attempt can be given up; false when it was.
  func began(_ channel: any Channel, generation: Int) -> Bool {
    state.withLock { state in
      guard generation == state.generation, !state.machine.isFinished else { return false }
      state.channel = channel
      return true
    }
  }

  /// Takes a frame of the server.
  func received(_ frame: WebSocketFrame, generation: Int) {
    var data = frame.unmaskedData
    let bytes = data.readBytes(length: data.readableBytes) ?? []
    step(generation: generation) { machine in
      do throws(PolderError) {
        let packet = frame.opcode == .binary ? try codec.decode(binary: bytes) : try codec.decode(text: bytes)
        return machine.received(packet, now: .now)
      } catch {
        return machine.transportClosed(error.message, now: .now)
      }
    }
  }

  private func send(_ packet: EnginePacket, over channel: any Channel) {
    let bytes = packet.isBinary ? packet.payload : codec.encode(packet)
    let frame = WebSocketFrame(
      fin: true, opcode: packet.isBinary ? .binary : .text, maskKey: .random(), data: ByteBuffer(bytes: bytes))
    channel.writeAndFlush(frame, promise: nil)
  }
}
