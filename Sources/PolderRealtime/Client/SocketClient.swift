public import PolderCore

/// A client of Socket.IO, without I/O: what the transport reports and the time go in, actions come out.
///
/// It speaks over a websocket from the start, joins one namespace, notices when the server's pings stay away, and comes
/// back after a loss.
public struct SocketClient: Sendable {
  /// What the code around has to do.
  public enum Action: Sendable, Hashable {
    /// Open a websocket and report `transportOpened` or `transportClosed`.
    case open
    /// Send a packet.
    case send(EnginePacket)
    /// Close the websocket; nothing more of it is to be reported.
    case closeTransport
    /// Tell the user.
    case tell(SocketEvent)
    /// Nothing follows any more.
    case finish
  }

  enum State: Hashable {
    case idle
    case waiting(until: ContinuousClock.Instant)
    case opening(until: ContinuousClock.Instant)
    case handshaking(until: ContinuousClock.Instant)
    case joining(until: ContinuousClock.Instant, EngineHandshake)
    case joined(since: ContinuousClock.Instant, EngineHandshake)
    case finished
  }

  /// How it connects and comes back.
  public let configuration: Configuration
  var state: State = .idle
  private let random: @Sendable () -> Double
  private let codec: EngineCodec
  private var decoder: SocketDecoder
  private var failures = 0
  /// How many attempts in a row ran out of time at a server that could be reached.
  private var slowAttempts = 0
  private var heard: ContinuousClock.Instant?

  /// A client at rest; `random` gives numbers from 0 to 1 for the jitter of delays.
  public init(
    configuration: Configuration = .init(), random: @escaping @Sendable () -> Double = { .random(in: 0...1) }
  ) {
    self.configuration = configuration
    self.random = random
    codec = EngineCodec(limits: configuration.limits)
    decoder = SocketDecoder(limits: configuration.limits)
  }

  /// Whether the namespace is joined.
  public var isConnected: Bool { if case .joined = state { true } else { false } }

  /// Whether nothing follows any more.
  public var isFinished: Bool { state == .finished }

  /// When `tick` has something to do at the latest; nil when only an event can change anything.
  public var deadline: ContinuousClock.Instant? {
    switch state {
    case .idle, .finished: nil
    case .waiting(let until), .opening(let until), .handshaking(let until), .joining(let until, _): until
    case .joined(let since, let handshake):
      (heard ?? since) + handshake.pingInterval
        + min(handshake.pingTimeout, configuration.pingPatience ?? handshake.pingTimeout)
    }
  }

  /// Begins to connect.
  public mutating func start(now: ContinuousClock.Instant) -> [Action] {
    guard state == .idle else { return [] }
    return open(now)
  }

  /// Lets time pass.
  public mutating func tick(now: ContinuousClock.Instant) -> [Action] {
    guard let deadline, now >= deadline else { return [] }
    switch state {
    case .waiting: return open(now)
    case .joined: return lose("the server's pings stayed away", now: now)
    default:
      slowAttempts += 1
      return lose("no answer in time", now: now)
    }
  }

  /// The websocket is open.
  public mutating func transportOpened(now: ContinuousClock.Instant) {
    guard case .opening(let until) = state else { return }
    state = .handshaking(until: until)
    decoder = SocketDecoder(limits: configuration.limits)
  }

  /// The websocket could not be opened, or is gone.
  public mutating func transportClosed(_ reason: String, now: ContinuousClock.Instant) -> [Action] {
    switch state {
    case .opening, .handshaking, .joining, .joined: lose(reason, now: now)
    case .idle, .waiting, .finished: []
    }
  }

  /// A packet came over the websocket.
  public mutating func received(_ packet: EnginePacket, now: ContinuousClock.Instant) -> [Action] {
    heard = now
    do throws(PolderError) {
      switch (state, packet.kind) {
      case (.handshaking(let until), .open):
        state = .joining(until: until, try EngineHandshake(packet, limits: configuration.limits))
        return SocketPacket(.connect, namespace: configuration.namespace).messages.map { .send($0) }
      case (.joining, .ping), (.joined, .ping): return [.send(EnginePacket(.pong, packet.payload))]
      case (.joining, .message), (.joined, .message):
        guard let message = try decoder.feed(packet) else { return [] }
        return take(message, now: now)
      case (.joining, .close), (.joined, .close): return lose("the server closed the session", now: now)
      case (.joining, .noop), (.joined, .noop), (.joining, .pong), (.joined, .pong): return []
      case (.handshaking, _), (.joining, _), (.joined, _):
        throw .badPacket("A packet of type \(packet.kind) is out of place.")
      case (.idle, _), (.waiting, _), (.opening, _), (.finished, _): return []
      }
    } catch {
      return lose(error.message, now: now)
    }
  }

  /// The packets of an event to the server; nil while the namespace is not joined.
  public func emit(_ name: String, _ arguments: [JSONValue]) -> [EnginePacket]? {
    guard isConnected else { return nil }
    return SocketPacket.event(name, arguments, namespace: configuration.namespace).messages
  }

  /// Ends for good, politely when a connection stands.
  public mutating func close() -> [Action] {
    defer { state = .finished }
    switch state {
    case .finished: return []
    case .idle, .waiting: return [.finish]
    case .opening, .handshaking, .joining: return [.closeTransport, .finish]
    case .joined:
      let goodbye = SocketPacket(.disconnect, namespace: configuration.namespace).messages + [EnginePacket(.close)]
      return goodbye.map { .send($0) } + [.closeTransport, .tell(.disconnected(reason: "closed here")), .finish]
    }
  }

  private mutating func open(_ now: ContinuousClock.Instant) -> [Action] {
    let patience = configuration.connectTimeout * (1 << min(slowAttempts, 16))
    let longest = max(configuration.longestConnectTimeout, configuration.connectTimeout)
    state = .opening(until: now + min(patience, longest))
    heard = nil
    return [.open]
  }

  private mutating func take(_ packet: SocketPacket, now: ContinuousClock.Instant) -> [Action] {
    guard packet.namespace == configuration.namespace else { return [] }
    switch (packet.kind, state) {
    case (.connect, .joining(_, let handshake)):
      state = .joined(since: now, handshake)
      slowAttempts = 0
      return [.tell(.connected(sid: packet.data?["sid"]?.string ?? handshake.sid))]
    case (.connectError, .joining):
      let message = packet.data?.string ?? packet.data?["message"]?.string ?? "no reason given"
      return lose("the server refused the namespace: \(message.prefix(200))", now: now)
    case (.disconnect, .joined): return lose("the server ended the connection", now: now)
    case (.event, .joined):
      guard let event = packet.event else { return [] }
      let happened = Action.tell(.event(name: event.name, arguments: event.arguments))
      guard let id = packet.id else { return [happened] }
      let answer = SocketPacket(.ack, namespace: packet.namespace, id: id, data: [])
      return [happened] + answer.messages.map { .send($0) }
    default: return []
    }
  }

  private mutating func lose(_ reason: String, now: ContinuousClock.Instant) -> [Action] {
    var wasJoined = false
    if case .joined(let since, _) = state {
      wasJoined = true
      if now >= since + configuration.stableAfter { failures = 0 }
    }
    let delay = configuration.reconnects ? nextDelay(afterLoss: wasJoined) : nil
    state = delay.map { .waiting(until: now + $0) } ?? .finished
    let news: SocketEvent =
      wasJoined ? .disconnected(reason: reason) : .connectionFailed(reason: reason, retryIn: delay)
    return [.closeTransport, .tell(news)] + (delay == nil ? [.finish] : [])
  }

  /// Only the loss of a good connection is answered at once, so that a server which drops its clients is not stormed.
  private mutating func nextDelay(afterLoss: Bool) -> Duration {
    defer { failures += 1 }
    if afterLoss, failures == 0, configuration.retriesAtOnce { return .zero }
    let doublings = min(max(failures - (configuration.retriesAtOnce ? 1 : 0), 0), 16)
    let plain = min(configuration.firstDelay * (1 << doublings), configuration.longestDelay)
    return plain * (1 + configuration.jitter * (2 * random() - 1))
  }
}

extension SocketClient {
  /// As `tick`, but puts an attempt that is due off by a second.
  mutating func tickUnlessWaiting(now: ContinuousClock.Instant) -> [Action] {
    guard case .waiting(let until) = state else { return tick(now: now) }
    state = .waiting(until: max(until, now + .seconds(1)))
    return []
  }
}
