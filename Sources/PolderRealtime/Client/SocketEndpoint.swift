public import PolderCore

/// Where a Socket.IO server listens.
public struct SocketEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// The name or address of the host, without brackets.
  public var host: String
  /// The port.
  public var port: Int
  /// Whether the connection is encrypted (TLS).
  public var isSecure: Bool
  /// The path of the Socket.IO server, with slashes at both ends.
  public var path: String

  /// An endpoint.
  public init(host: String, port: Int, isSecure: Bool, path: String = "/socket.io/") {
    self.host = host
    self.port = port
    self.isSecure = isSecure
    self.path = path
  }

  /// Reads `http(s)://host[:port]` or `ws(s)://host[:port]`. A path in it is left out: Socket.IO lives at the root.
  public init(url: String) throws(PolderError) {
    let problem = PolderError(
      .realtimeConnect, "This is not the address of a server.", object: String(url.prefix(200)),
      nextStep: "Give http://host:port or https://host:port.")
    guard url.utf8.count <= 2_000 else { throw problem }
    let text = url.lowercased()
    guard let scheme = ["https://", "http://", "wss://", "ws://"].first(where: { text.hasPrefix($0) }) else {
      throw problem
    }
    isSecure = scheme == "https://" || scheme == "wss://"
    let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var rest = authority
    if rest.first == "[" {
      guard let end = rest.firstIndex(of: "]") else { throw problem }
      host = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    } else {
      host = String(rest.prefix { $0 != ":" })
      rest = rest.dropFirst(host.count)
    }
    let isPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "@") }
    guard !host.isEmpty, isPlain else { throw problem }
    path = "/socket.io/"
    if rest.isEmpty {
      port = isSecure ? 443 : 80
    } else {
      guard rest.first == ":", let number = Int(rest.dropFirst()), (1...65_535).contains(number) else { throw problem }
      port = number
    }
  }

  /// The value of the `Host` header.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// The address as a URL.
  public var description: String { "\(isSecure ? "wss" : "ws")://\(authority)\(path)" }
}
