public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTP1
public import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket
import PolderRealtime

/// Serves plain HTTP and the websockets of a hub on one port.
public struct RealtimeServerChannel: ServerChildChannel, HTTPChannelHandler {
  /// What a connection became.
  public enum Outcome: Sendable {
    /// A connection for plain requests.
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>, RealtimeConnection)
    /// A websocket, which its session serves.
    case webSocket
  }

  /// A connection, before it is known what it becomes.
  public struct Value: ServerChildChannelValue {
    /// The connection's channel.
    public let channel: any Channel
    /// What it becomes with its first request.
    public let outcome: EventLoopFuture<Outcome>
  }

  /// Answers the plain requests.
  public let responder: Responder
  private let polling: PollingEndpoint
  private let interceptsPolling: Bool
  private let tls: TLSIdentity?
  private let ending: ServerEnding

  init(
    responder: @escaping Responder, polling: PollingEndpoint, interceptsPolling: Bool, tls: TLSIdentity?,
    ending: ServerEnding
  ) {
    self.responder = responder
    self.polling = polling
    self.interceptsPolling = interceptsPolling
    self.tls = tls
    self.ending = ending
  }

  private var hub: SocketHub { polling.hub }

  /// Prepares a new connection.
  public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let value = channel.eventLoop.makeCompletedFuture {
      let encoder = HTTPResponseEncoder()
      let decoder = UpgradeFilter.makeDecoder()
      let filter = UpgradeFilter(
        decoder: decoder, patience: hub.configuration.firstRequestTimeout, ending: ending, accepts: accepts)
      let upgrade = NIOTypedHTTPServerUpgradeHandler(
        httpEncoder: encoder, extraHTTPHandlers: [decoder, filter],
        upgradeConfiguration: .init(upgraders: [webSocketUpgrader()]) { channel in
          channel.eventLoop.makeCompletedFuture { try plain(channel, logger: logger) }
        })
      if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
      try channel.pipeline.syncOperations.addHandlers([encoder, decoder, filter, upgrade])
      return Value(channel: channel, outcome: upgrade.upgradeResultFuture)
    }
    value.whenFailure { [ending] _ in ending.isServed() }
    return value
  }

  /// Serves a connection until it ends.
  public func handle(value: Value, logger: Logger) async {
    ending.isServed()
    do {
      switch try await ended(with: value.channel, value.outcome) {
      case .http(let channel, let connection):
        await serving(connection.watch).handleHTTP(asyncChannel: channel, logger: logger)
      case .webSocket: try await ended(with: value.channel, value.channel.closeFuture)
      }
    } catch {
      logger.trace("A connection ended early.", metadata: ["error": "\(error)"])
      value.channel.close(promise: nil)
    }
  }

  /// Waits for a future of a channel; a cancelled task closes the channel, which fails the future.
  private func ended<Result: Sendable>(with channel: any Channel, _ future: EventLoopFuture<Result>) async throws
    -> Result
  {
    try await withTaskCancellationHandler {
      try await future.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// Answers the polls of a connection here, where its end is noticed, and hands on all other requests.
  private func serving(_ watch: ConnectionWatch) -> Self {
    guard interceptsPolling else { return self }
    let (plain, polling) = (responder, self.polling)
    return Self(
      responder: { request, writer, channel in
        guard RealtimeRequest.matches(request.uri.path) else { return try await plain(request, writer, channel) }
        let response = await polling.respond(to: request, watch: watch)
        try await writer.write(response: response.head, body: response.body)
      }, polling: polling, interceptsPolling: interceptsPolling, tls: tls, ending: ending)
  }

  private func plain(_ channel: any Channel, logger: Logger) throws -> Outcome {
    let watch = ConnectionWatch()
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(ConnectionWatchHandler(watch: watch))
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: tls != nil))
    try pipeline.addHandler(RequestPaceHandler(hub.configuration.pace))
    try pipeline.addHandler(ConnectionEndHandler(ending))
    try pipeline.addHandler(
      HTTPConnectionStateHandler(idleTimeout: hub.configuration.idleTimeout, logger: logger))
    let wrapped = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
      wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    return .http(wrapped, RealtimeConnection(watch: watch))
  }

  private func webSocketUpgrader() -> NIOTypedWebSocketServerUpgrader<Outcome> {
    let (hub, delegate) = (self.hub, polling.delegate)
    let size = hub.configuration.engine.limits.payload + 1
    return NIOTypedWebSocketServerUpgrader(
      maxFrameSize: size, enableAutomaticErrorHandling: false,
      shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          let aggregator = NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1_024, maxAccumulatedFrameSize: size)
          let session =
            if let sid = RealtimeRequest(target: head.uri)?.sid {
              hub.session(sid)
            } else {
              hub.begin(.webSocket, authorization: head.headers["Authorization"].first, delegate: delegate)
            }
          try channel.pipeline.syncOperations.addHandlers([aggregator, WebSocketServerHandler(session: session)])
          return .webSocket
        }
      })
  }

  /// Whether a request for an upgrade will be granted.
  private func accepts(_ head: HTTPRequestHead) -> Bool {
    func lists(_ name: String, _ value: String) -> Bool {
      head.headers[canonicalForm: name].contains { $0.lowercased() == value }
    }
    // A body would be waited for without an end: plain requests have bounds for that.
    let hasBody =
      head.headers.contains(name: "Transfer-Encoding") || head.headers["Content-Length"].contains { $0 != "0" }
    guard head.method == .GET, head.version == .http1_1, !hasBody, lists("upgrade", "websocket"),
      lists("connection", "upgrade"), head.headers["Sec-WebSocket-Key"].count == 1,
      head.headers["Sec-WebSocket-Version"] == ["13"],
      polling.origins.accepts(head.headers["Origin"].first),
      let call = RealtimeRequest(target: head.uri), call.version == "4", call.transport == "websocket"
    else { return false }
    guard let sid = call.sid else { return hub.hasRoom }
    return hub.session(sid)?.canUpgrade ?? false
  }
}
