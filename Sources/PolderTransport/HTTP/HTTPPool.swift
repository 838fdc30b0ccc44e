import AsyncHTTPClient
import NIOCore
import NIOSSL

/// Connections that channels share. They are closed by `shutdown()`, or at the latest with the last reference.
public final class HTTPPool: Sendable {
  let client: HTTPClient

  /// An empty pool.
  /// - Parameters:
  ///   - connectTimeout: the time a connection may take to come about
  ///   - perHost: how many connections to one host are kept at once
  ///   - addresses: the addresses of hosts that are not to be looked up, by name; certificates stay held to the name
  public convenience init(
    connectTimeout: Duration = .seconds(10), perHost: Int = 16, addresses: [String: String] = [:]
  ) {
    self.init(connectTimeout: connectTimeout, perHost: perHost, addresses: addresses, tls: nil)
  }

  /// Connections to a service on this very machine, which is asked nothing but who it is: its certificate is made for the
  /// name by which others know it, and maybe by an authority that is not known here. Nothing secret may go over them.
  package static func toThisMachine() -> HTTPPool {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.certificateVerification = .none
    return HTTPPool(connectTimeout: .seconds(3), perHost: 1, addresses: [:], tls: tls)
  }

  private init(connectTimeout: Duration, perHost: Int, addresses: [String: String], tls: TLSConfiguration?) {
    var configuration = HTTPClient.Configuration()
    configuration.tlsConfiguration = tls
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.dnsOverride = addresses
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = TimeAmount(connectTimeout)
    // Shorter than servers keep idle connections, so that one is rarely closed under a request.
    configuration.connectionPool.idleTimeout = .seconds(15)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = perHost
    // A refused connection is told at once; whoever calls decides about another attempt.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Closes all connections; requests under way fail. A second call does nothing.
  public func shutdown() async {
    // Fails only when it is shut down already.
    try? await client.shutdown()
  }

  deinit {
    client.shutdown { _ in }
  }
}
