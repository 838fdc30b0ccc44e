/// The address of another service, taken apart: http or https, a host, and nothing that could be read in two ways.
package struct WebAddress: Hashable, Sendable {
  /// `http` or `https`.
  package let scheme: String
  /// A name in small letters, or an IP address in its usual form, that of IPv6 without brackets.
  package let host: String
  private let port: Int?
  /// Empty, or a path that begins with a slash and ends without one.
  package let path: String

  /// Reads an address; nil for what is none.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"),
      ["http", "https"].contains(text[..<colon].lowercased()), text.utf8.count <= 2_048,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#\\\"<>^`{|}".utf8.contains($0) })
    else { return nil }
    let rest = text[text.index(colon, offsetBy: 3)...]
    let authority = rest.prefix { $0 != "/" }
    guard let (host, port) = Self.split(authority), let host = Self.canonical(host) else { return nil }
    scheme = text[..<colon].lowercased()
    self.host = host
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
  package var text: String { "\(scheme)://\(shownHost)" + (port.map { ":\($0)" } ?? "") + path }

  /// The port, the usual one where none is given.
  package var servicePort: Int { port ?? usualPort }

  /// The host, with the port where it is not the one that goes without saying.
  package var authority: String { shownHost + (port == usualPort ? "" : port.map { ":\($0)" } ?? "") }

  /// Scheme and authority: where two addresses lead to the same service.
  package var origin: String { "\(scheme)://\(authority)" }

  private var shownHost: String { host.contains(":") ? "[\(host)]" : host }
  private var usualPort: Int { scheme == "https" ? 443 : 80 }

  /// The address of IP that stands in it; nil for a name.
  package var literal: NetworkAddress? { NetworkAddress(host) }

  /// The address of something below this one.
  package func appending(_ below: String) -> WebAddress { at(path + "/" + below) }

  /// The same address without this at the end of its path; nil when it does not end so.
  package func dropping(_ suffix: String) -> WebAddress? {
    path.hasSuffix(suffix) ? at(String(path.dropLast(suffix.count))) : nil
  }

  private func at(_ path: String) -> WebAddress { WebAddress(scheme: scheme, host: host, port: port, path: path) }

  /// The same service at another host, which may be given with `http://` before it.
  package func moved(to other: String) -> WebAddress? {
    let name = ["http://", "https://"].first { other.hasPrefix($0) }.map { String(other.dropFirst($0.count)) } ?? other
    // What is no host is told with the settings; here it only means that there is no other place to look.
    guard let host = Self.canonical(Substring(name)) else { return nil }
    return WebAddress(scheme: scheme, host: host, port: port, path: path)
  }

  /// How addresses of servers are compared: without slashes at the end and the port that goes without saying.
  package static func comparable(_ text: String) -> String {
    // What is no address is compared as it is.
    WebAddress(text).map { $0.origin + $0.path } ?? text
  }

  /// A text without slashes at its end.
  package static func trimmed(_ text: some StringProtocol) -> String {
    var text = String(text)
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }

  private static func split(_ authority: Substring) -> (host: Substring, port: Int?)? {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      let host = authority[authority.index(after: authority.startIndex)..<end]
      guard host.contains(":") else { return nil }
      let rest = authority[authority.index(after: end)...]
      if rest.isEmpty { return (host, nil) }
      guard rest.hasPrefix(":"), let port = port(rest.dropFirst()) else { return nil }
      return (host, port)
    }
    guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
    guard let port = port(authority[authority.index(after: colon)...]) else { return nil }
    return (authority[..<colon], port)
  }

  private static func port(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text), (1...65_535).contains(port) else {
      return nil
    }
    return port
  }

  private static func canonical(_ text: Substring) -> String? {
    let name = (text.hasSuffix(".") ? text.dropLast() : text).lowercased()
    if let address = NetworkAddress(name) { return address.description }
    let fits = name.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46 || byte == 95
    }
    guard fits, !name.isEmpty, name.utf8.count <= 253, !name.hasPrefix("."), !name.contains("..") else {
      return nil
    }
    return name
  }
}
