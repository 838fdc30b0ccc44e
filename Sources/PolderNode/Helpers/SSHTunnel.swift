/// A way through an SSH server to one port behind it (an entry of `ssh-tunnels`).
public struct SSHTunnel: Sendable, Hashable {
  /// An address and a port.
  public struct Endpoint: Sendable, Hashable {
    /// A name or an address.
    public let host: String
    /// The port.
    public let port: Int

    /// An endpoint.
    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// The name by which algorithms reach the tunnel.
  public let hostname: String
  /// The SSH server.
  public let server: Endpoint
  /// The public key of the server: its kind and its base64 text.
  public let serverKey: String
  /// Who logs in at the server.
  public let user: String
  /// The file of the private key that logs in.
  public var keyPath: String
  /// Where the tunnel listens as the configuration has it.
  public let bind: Endpoint
  /// Where it leads, as seen from the server.
  public let destination: Endpoint

  /// A tunnel.
  public init(
    hostname: String, server: Endpoint, serverKey: String, user: String, keyPath: String, bind: Endpoint,
    destination: Endpoint
  ) {
    self.hostname = hostname
    self.server = server
    self.serverKey = serverKey
    self.user = user
    self.keyPath = keyPath
    self.bind = bind
    self.destination = destination
  }
}
