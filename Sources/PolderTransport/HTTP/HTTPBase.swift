import PolderCore

/// Where a channel leads: scheme, host and prefix, checked once.
struct HTTPBase: Sendable, Equatable {
  /// The address without a slash at its end, ready to have a request's target appended.
  let text: String
  /// The address as a person reads it.
  let shown: String
  /// The server that it leads to; nil for a socket of this machine.
  let place: Place?

  struct Place: Sendable, Equatable {
    let host: String
    let port: Int
    let isSecure: Bool
  }

  /// Reads `http://host[:port][/prefix]`, `https://…`, `http+unix://%2Fpercent-encoded%2Fsocket[/prefix]` or
  /// `unix:/path/of/the/socket`.
  init(_ address: String) throws {
    var address = address
    if address.hasPrefix("unix:/") {
      address = "http+unix://" + HTTPCall.encodedHost(String(address.dropFirst("unix:".count)))
    }
    guard let mark = Self.mark(in: address) else {
      throw Self.refused(address, "does not begin with http://, https://, http+unix:// or unix:/")
    }
    let rest = address[mark...]
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty else { throw Self.refused(address, "names no host") }
    guard !authority.contains("@") else {
      throw Self.refused("(hidden)", "holds a user name or password, which do not belong into an address")
    }
    guard !rest.contains("?"), !rest.contains("#") else { throw Self.refused(address, "holds a query or a fragment") }
    guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Self.refused(address, "holds a character that does not belong into an address")
    }
    let isSecure = address.lowercased().hasPrefix("https://")
    var host = authority
    var port = isSecure ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
        throw Self.refused(address, "has a port that is not a number from 1 to 65535")
      }
      host = authority[..<colon]
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    let isSocket = address.lowercased().hasPrefix("http+unix://")
    place = isSocket ? nil : Place(host: String(host), port: port, isSecure: isSecure)
    while address.hasSuffix("/") { address.removeLast() }
    text = address
    shown = address
  }

  private static func mark(in address: String) -> String.Index? {
    for scheme in ["http://", "https://", "http+unix://"] where address.lowercased().hasPrefix(scheme) {
      return address.index(address.startIndex, offsetBy: scheme.count)
    }
    return nil
  }

  private static func refused(_ address: String, _ reason: String) -> PolderError {
    PolderError(
      .transportBadAddress, "The address \(reason).", object: String(address.prefix(200)),
      nextStep: "Give an address such as http://127.0.0.1:5000/api.")
  }
}
