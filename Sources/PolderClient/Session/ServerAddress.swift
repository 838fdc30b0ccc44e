/// The parts of a server's address.
struct ServerAddress: Hashable, Sendable {
  /// Scheme and host, for instance `https://server.example`.
  let host: String
  /// The port; nil when the address names none.
  let port: Int?
  /// What stands behind host and port, without the API's prefix.
  let path: String

  /// Takes an address apart; whether it can be used is judged where it is used.
  init(_ text: String) {
    guard let start = text.firstRange(of: "://")?.upperBound else {
      // The path of a socket has no parts.
      (host, port, path) = (text, nil, "")
      return
    }
    let authority = text[start...].prefix { $0 != "/" }
    path = String(text[authority.endIndex...])
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]"),
      let number = Int(authority[authority.index(after: colon)...])
    {
      host = String(text[..<colon])
      port = number
    } else {
      host = String(text[..<authority.endIndex])
      port = nil
    }
  }
}
