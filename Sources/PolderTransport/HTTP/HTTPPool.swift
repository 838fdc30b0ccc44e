import AsyncHTTPClient
import NIOCore
import NIOSSL
public import PolderCore

/// Connections that channels share. They are closed by `shutdown()`, or at the latest with the last reference.
public final class HTTPPool: Sendable {
  /// How the connections come about.
  public let settings: ConnectionSettings
  private let direct: HTTPClient
  /// A client knows one proxy or none.
  private let proxied: [ProxyAddress: HTTPClient]

  /// An empty pool.
  /// - Parameters:
  ///   - connectTimeout: the time a connection may take to come about
  ///   - perHost: how many connections to one host are kept at once
  ///   - addresses: the addresses of hosts that are not to be looked up, by name; certificates stay held to the name
  public convenience init(
    connectTimeout: Duration = .seconds(10), perHost: Int = 16, addresses: [String: String] = [:]
  ) {
    self.init(
      ConnectionSettings(connectTimeout: connectTimeout), perHost: perHost, addresses: addresses, tls: nil)
  }

  /// An empty pool whose connections go through a proxy, or to servers with certificates of further authorities.
  /// - Parameters:
  ///   - settings: how connections come about
  ///   - perHost: how many connections to one host are kept at once
  ///   - addresses: the addresses of hosts that are not to be looked up, by name; certificates stay held to the name
  /// - Throws: `PolderError` `transport-bad-settings`
  public convenience init(
    _ settings: ConnectionSettings, perHost: Int = 16, addresses: [String: String] = [:]
  ) throws(PolderError) {
    var tls = settings.trust == .system && settings.identity == nil ? nil : try settings.trust.configuration()
    if let identity = settings.identity, var own = tls {
      try identity.add(to: &own)
      tls = own
    }
    self.init(settings, perHost: perHost, addresses: addresses, tls: tls)
  }

  /// Connections to a service on this very machine, which is asked nothing but who it is: its certificate is made for the
  /// name by which others know it, and maybe by an authority that is not known here. Nothing secret may go over them.
  package static func toThisMachine() -> HTTPPool {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.certificateVerification = .none
    return HTTPPool(ConnectionSettings(connectTimeout: .seconds(3)), perHost: 1, addresses: [:], tls: tls)
  }

  private init(_ settings: ConnectionSettings, perHost: Int, addresses: [String: String], tls: TLSConfiguration?) {
    self.settings = settings
    var configuration = HTTPClient.Configuration()
    configuration.tlsConfiguration = tls
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.dnsOverride = addresses
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = TimeAmount(settings.connectTimeout)
    // Shorter than servers keep idle connections, so that one is rarely closed under a request.
    configuration.connectionPool.idleTimeout = .seconds(15)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = perHost
    // A refused connection is told at once; whoever calls decides about another attempt.
    configuration.connectionPool.retryConnectionEstablishment = false
    direct = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    var proxied: [ProxyAddress: HTTPClient] = [:]
    for case let proxy? in [settings.secureProxy, settings.plainProxy] where proxied[proxy] == nil {
      configuration.proxy = .server(
        host: proxy.host, port: proxy.port, authorization: proxy.credentials.map { .basic(credentials: $0) })
      proxied[proxy] = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
    self.proxied = proxied
  }

  /// The client whose connections lead to a base.
  func client(for base: HTTPBase) -> HTTPClient {
    guard !proxied.isEmpty, let place = base.place,
      let proxy = settings.proxy(forHost: place.host, port: place.port, isSecure: place.isSecure)
    else { return direct }
    return proxied[proxy] ?? direct
  }

  /// Closes all connections; requests under way fail. A second call does nothing.
  public func shutdown() async {
    for client in [direct] + proxied.values {
      // Fails only when it is shut down already.
      try? await client.shutdown()
    }
  }

  deinit {
    for client in [direct] + proxied.values { client.shutdown { _ in } }
  }
}
