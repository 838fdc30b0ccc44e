import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PolderCore

/// Opens websockets to one Socket.IO server.
struct WebSocketConnector: Sendable {
  private enum Outcome: Sendable {
    case opened
    case refused(EventLoopFuture<String>)
  }

  private let endpoint: SocketEndpoint
  private let headers: [(name: String, value: String)]
  private let limits: RealtimeLimits
  private let timeout: TimeAmount
  private let probesSilence: Bool
  private let context: NIOSSLContext?
  private let proxy: SocketRoute.Proxy?
  private let loop: any EventLoop

  init(endpoint: SocketEndpoint, options: SocketIOClient.Options, loop: any EventLoop) throws(PolderError) {
    self.endpoint = endpoint
    self.loop = loop
    headers = options.headers
    limits = options.client.limits
    timeout = TimeAmount(min(options.client.dialTimeout, options.client.connectTimeout))
    probesSilence = options.client.probesSilence
    proxy = options.route.proxy
    let tls = try options.route.trusting(options.tls)
    do {
      context = endpoint.isSecure ? try NIOSSLContext(configuration: tls) : nil
    } catch {
      throw PolderError(
        .realtimeConnect, "The TLS settings can not be used.", object: endpoint.description,
        nextStep: "Check the certificate files.", cause: error)
    }
  }

  /// Opens a websocket whose frames go to the client; throws when that failed.
  func connect(authorization: String?, generation: Int, client: SocketIOClient) async throws {
    var request = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: endpoint.path + "?transport=websocket&EIO=4",
      headers: ["Host": endpoint.authority, "Content-Length": "0"])
    if let authorization { request.headers.add(name: "Authorization", value: authorization) }
    for header in headers { request.headers.add(name: header.name, value: header.value) }
    let head = request
    var bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(timeout)
      .channelOption(.writeBufferWaterMark, value: .init(low: 262_144, high: 1_048_576))
    if probesSilence { bootstrap = bootstrap.probingSilence() }
    let upgraded: EventLoopFuture<Outcome> =
      try await bootstrap
      .connect(host: proxy?.host ?? endpoint.host, port: proxy?.port ?? endpoint.port) {
        channel -> EventLoopFuture<EventLoopFuture<Outcome>> in
        guard client.began(channel, generation: generation) else {
          return channel.eventLoop.makeFailedFuture(ChannelError.eof)
        }
        return channel.eventLoop.makeCompletedFuture {
          guard let proxy else { return try prepare(channel, head: head, generation: generation, client: client) }
          return try tunnel(through: proxy, channel) {
            try prepare(channel, head: head, generation: generation, client: client)
          }
        }
      }
    if case .refused(let status) = try await upgraded.get() {
      throw PolderError(
        .realtimeConnect, "The server does not open a websocket: it answered \(try await status.get()).",
        object: endpoint.description, nextStep: "Check the address, and that proxies before it pass websockets on.")
    }
  }

  /// Asks the proxy for a way first; what speaks with the server follows once it is open.
  private func tunnel(
    through proxy: SocketRoute.Proxy, _ channel: any Channel,
    _ prepare: @escaping () throws -> EventLoopFuture<Outcome>
  ) throws -> EventLoopFuture<Outcome> {
    let opened = channel.eventLoop.makePromise(of: Outcome.self)
    let request = TunnelHandshake.request(
      host: endpoint.host, port: endpoint.port, authorization: proxy.authorization)
    try channel.pipeline.syncOperations.addHandler(
      ProxyTunnelHandler(request: request, proxy: proxy.description, opened: opened, prepare: prepare))
    return opened.futureResult
  }

  private func prepare(
    _ channel: any Channel, head: HTTPRequestHead, generation: Int, client: SocketIOClient
  ) throws -> EventLoopFuture<Outcome> {
    if let context {
      let isName = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) == nil  // An address has no server name.
      let handler = try NIOSSLClientHandler(context: context, serverHostname: isName ? endpoint.host : nil)
      try channel.pipeline.syncOperations.addHandler(handler)
    }
    let limits = self.limits
    let upgrader = NIOTypedWebSocketClientUpgrader<Outcome>(
      maxFrameSize: limits.payload + 1, enableAutomaticErrorHandling: false
    ) { channel, _ in
      channel.eventLoop.makeCompletedFuture {
        let aggregator = NIOWebSocketFrameAggregator(
          minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1_024, maxAccumulatedFrameSize: limits.payload + 1)
        try channel.pipeline.syncOperations.addHandler(aggregator)
        try channel.pipeline.syncOperations.addHandler(
          WebSocketClientHandler(client: client, generation: generation))
        return .opened
      }
    }
    let upgrade = NIOTypedHTTPClientUpgradeConfiguration(upgradeRequestHead: head, upgraders: [upgrader]) { channel in
      channel.eventLoop.makeCompletedFuture {
        let status = channel.eventLoop.makePromise(of: String.self)
        try channel.pipeline.syncOperations.addHandler(HTTPRefusalHandler(status: status))
        return Outcome.refused(status.futureResult)
      }
    }
    var configuration = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
    // The server's first packet may come together with its answer to the upgrade.
    configuration.leftOverBytesStrategy = .forwardBytes
    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(configuration: configuration)
  }

  /// Says goodbye and closes; a peer that does not take the goodbye is cut off.
  static func shut(_ channel: any Channel) {
    channel.eventLoop.execute {
      guard channel.isActive, channel.isWritable else { return channel.close(promise: nil) }
      var code = ByteBuffer()
      code.write(webSocketErrorCode: .normalClosure)
      let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: code)
      channel.writeAndFlush(frame).whenComplete { _ in channel.close(promise: nil) }
    }
  }

  /// An error in words for the user; nothing of the request is in them.
  static func reason(_ error: any Error) -> String {
    if let error = error as? PolderError { return error.message }
    if let error = error as? NIOConnectionError {
      guard let first = error.connectionErrors.first else { return "the name \(error.host) can not be resolved" }
      return "\(error.host):\(error.port) can not be reached: \(String(describing: first.error).prefix(200))"
    }
    return String(String(describing: error).prefix(300))
  }
}
