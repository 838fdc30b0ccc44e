/// How connections come about: through which proxy, to whom that is trusted, and how long they may take.
///
/// ```swift
/// let settings = try ConnectionSettings(environment: environment)
/// let client = try UserClient(server: "https://server.example", pool: HTTPPool(settings))
/// ```
public struct ConnectionSettings: Sendable, Hashable {
  /// The proxy for encrypted connections (`https`); nil goes straight.
  public var secureProxy: ProxyAddress?
  /// The proxy for connections that are not encrypted (`http`); nil goes straight.
  public var plainProxy: ProxyAddress?
  /// The hosts that are reached without a proxy.
  public var bypass: ProxyBypass
  /// Whose certificates are trusted.
  public var trust: CertificateTrust
  /// By what this side proves who it is, where a server asks for it.
  public var identity: ClientIdentity?
  /// The time a connection may take to come about.
  public var connectTimeout: Duration

  /// Settings; by default no proxy, the system's trust, and 10 seconds.
  /// - Parameters:
  ///   - proxy: the proxy for all connections; nil goes straight
  ///   - bypass: the hosts that are reached without it; by default this machine's own names
  ///   - trust: whose certificates are trusted
  ///   - connectTimeout: the time a connection may take to come about
  public init(
    proxy: ProxyAddress? = nil, bypass: ProxyBypass = ProxyBypass(), trust: CertificateTrust = .system,
    connectTimeout: Duration = .seconds(10)
  ) {
    secureProxy = proxy
    plainProxy = proxy
    self.bypass = bypass
    self.trust = trust
    self.connectTimeout = connectTimeout
  }

  /// The proxy for a connection, where one is to be used.
  /// - Parameters:
  ///   - host: the name or address of the server, without brackets
  ///   - port: its port
  ///   - isSecure: whether the connection is encrypted
  /// - Returns: the proxy; nil goes straight
  public func proxy(forHost host: String, port: Int, isSecure: Bool) -> ProxyAddress? {
    guard let proxy = isSecure ? secureProxy : plainProxy else { return nil }
    return bypass.covers(host: host, port: port) ? nil : proxy
  }
}
