/// The address of a server in the two parts that the client takes, read from what people type.
public struct ServerLocation: Sendable, Hashable {
  /// Scheme, host and port.
  public let server: String
  /// The API's prefix, for instance `/api`.
  public let apiPath: String

  /// An address in parts.
  public init(server: String, apiPath: String) {
    self.server = server
    self.apiPath = apiPath
  }

  /// Reads an address: `https://host[:port][/path]`, or without the scheme, which then is `https` unless the host is
  /// this machine. A path is the API's prefix; without one it is `/api`.
  public init(text: String) {
    var text = text
    while text.last == "/" { text.removeLast() }
    if !text.contains("://"), !text.hasPrefix("unix:") { text = (Self.isLocal(text) ? "http://" : "https://") + text }
    let start = text.firstRange(of: "://")?.upperBound ?? text.endIndex
    let slash = text[start...].firstIndex(of: "/") ?? text.endIndex
    server = String(text[..<slash])
    apiPath = slash == text.endIndex ? "/api" : String(text[slash...])
  }

  /// The whole address.
  public var text: String { server + apiPath }

  /// Host and port, as profiles are named after them.
  public var host: String {
    server.firstRange(of: "://").map { String(server[$0.upperBound...]) } ?? server
  }

  /// Whether what is sent there can be read on the way.
  public var isOpen: Bool { server.lowercased().hasPrefix("http://") && !Self.isLocal(host) }

  private static func isLocal(_ address: String) -> Bool {
    let authority = address.prefix { $0 != "/" }.lowercased()
    let host =
      authority.hasPrefix("[")
      ? String(authority.prefix { $0 != "]" }) + "]" : authority.split(separator: ":").first.map(String.init)
    return host == "localhost" || host == "[::1]" || host.map(isLoopback) == true
  }

  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
