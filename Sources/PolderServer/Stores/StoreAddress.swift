package import PolderCore
package import PolderHTTP

/// The address of an algorithm store, taken apart: http or https, a host, and nothing that could be read in two ways.
package struct StoreAddress: Hashable, Sendable {
  /// `http` or `https`.
  package let scheme: String
  /// A name in small letters, or an IP address in its usual form, that of IPv6 without brackets.
  package let host: String
  private let port: Int?
  private let path: String

  /// Reads an address.
  package init(_ text: String) throws(RequestRefusal) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"),
      ["http", "https"].contains(text[..<colon].lowercased()), text.utf8.count <= 2_048,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#\\\"<>^`{|}".utf8.contains($0) })
    else { throw Self.unreadable }
    let rest = text[text.index(colon, offsetBy: 3)...]
    let authority = rest.prefix { $0 != "/" }
    let (host, port) = try Self.split(authority)
    scheme = text[..<colon].lowercased()
    self.host = try Self.canonical(host)
    self.port = port
    path = Self.trimmed(rest[authority.endIndex...])
  }

  private init(scheme: String, host: String, port: Int?, path: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.path = path
  }

  /// The whole address, without a slash at its end.
  package var text: String {
    "\(scheme)://" + (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "") + path
  }

  /// The address of IP that stands in it; nil for a name.
  package var literal: NetworkAddress? { NetworkAddress(host) }

  /// Whether the text itself names this very machine, whatever a name server says.
  package var isLocal: Bool {
    host == "localhost" || host.hasSuffix(".localhost")
      || literal.map { StorePolicy().judge($0, acceptsLoopback: false) == .loopback } ?? false
  }

  /// The same store at another host, which may be given with `http://` before it.
  package func moved(to other: String) -> StoreAddress? {
    let name = ["http://", "https://"].first { other.hasPrefix($0) }.map { String(other.dropFirst($0.count)) } ?? other
    // What is no host is told with the settings; here it only means that there is no other place to look.
    guard let host = try? Self.canonical(Substring(name)) else { return nil }
    return StoreAddress(scheme: scheme, host: host, port: port, path: path)
  }

  /// How addresses of servers are compared: without slashes at the end and the port that goes without saying.
  package static func comparable(_ text: String) -> String {
    // What is no address is compared as it is.
    (try? StoreAddress(text)).map { address in
      let usual = address.scheme == "https" ? 443 : 80
      let port = address.port == usual ? nil : address.port
      return StoreAddress(scheme: address.scheme, host: address.host, port: port, path: address.path).text
    } ?? text
  }

  /// A text without slashes at its end.
  static func trimmed(_ text: some StringProtocol) -> String {
    var text = String(text)
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }

  private static func split(_ authority: Substring) throws(RequestRefusal) -> (host: Substring, port: Int?) {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw unreadable }
      let host = authority[authority.index(after: authority.startIndex)..<end]
      guard host.contains(":") else { throw unreadable }
      let rest = authority[authority.index(after: end)...]
      if rest.isEmpty { return (host, nil) }
      guard rest.hasPrefix(":") else { throw unreadable }
      return (host, try port(rest.dropFirst()))
    }
    guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
    return (authority[..<colon], try port(authority[authority.index(after: colon)...]))
  }

  private static func port(_ text: Substring) throws(RequestRefusal) -> Int {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text), (1...65_535).contains(port) else {
      throw unreadable
    }
    return port
  }

  private static func canonical(_ text: Substring) throws(RequestRefusal) -> String {
    let name = (text.hasSuffix(".") ? text.dropLast() : text).lowercased()
    if let address = NetworkAddress(name) { return address.description }
    let fits = name.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46 || byte == 95
    }
    guard fits, !name.isEmpty, name.utf8.count <= 253, !name.hasPrefix("."), !name.contains("..") else {
      throw unreadable
    }
    return name
  }

  private static let unreadable = RequestRefusal(
    400,
    "The address of the algorithm store can not be used. Give one such as https://store.example.org/api, without user, "
      + "query or fragment.", code: "store-address-incorrect")
}
