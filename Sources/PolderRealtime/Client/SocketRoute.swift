/// How a websocket gets to its server: through which proxy, and whose certificates are trusted there.
public struct SocketRoute: Sendable, Hashable {
  /// The proxy, which has to open ways by the method `CONNECT`; nil goes straight.
  public var proxy: Proxy?
  /// Files with certificates of authorities, in PEM, that are trusted.
  public var certificateFiles: [String]
  /// Whether the system's authorities are trusted too.
  public var trustsSystem: Bool

  /// Straight to the server, with the system's trust.
  public static let direct = SocketRoute()

  /// A route.
  /// - Parameters:
  ///   - proxy: the proxy; nil goes straight
  ///   - certificateFiles: files with certificates of authorities, in PEM
  ///   - trustsSystem: whether the system's authorities are trusted too
  public init(proxy: Proxy? = nil, certificateFiles: [String] = [], trustsSystem: Bool = true) {
    self.proxy = proxy
    self.certificateFiles = certificateFiles
    self.trustsSystem = trustsSystem
  }

  /// Where a proxy listens.
  public struct Proxy: Sendable, Hashable {
    /// The name or address of its host, without brackets.
    public var host: String
    /// Its port.
    public var port: Int
    /// The value of the field `Proxy-Authorization`; nil sends none. It is not printed.
    public var authorization: String?

    /// A proxy.
    /// - Parameters:
    ///   - host: the name or address of its host, without brackets
    ///   - port: its port
    ///   - authorization: the value of the field `Proxy-Authorization`; nil sends none
    public init(host: String, port: Int, authorization: String? = nil) {
      self.host = host
      self.port = port
      self.authorization = authorization
    }
  }
}

extension SocketRoute.Proxy: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The address, without what is secret.
  public var description: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
  /// The address, without what is secret.
  public var debugDescription: String { description }
  /// The address, without what is secret.
  public var customMirror: Mirror { Mirror(self, children: ["host": host, "port": port]) }
}
