public import PolderCore

/// Where a proxy listens that opens ways to servers by the method `CONNECT`, for encrypted and for plain connections.
public struct ProxyAddress: Sendable, Hashable {
  /// The name or address of its host, without brackets.
  public let host: String
  /// Its port.
  public let port: Int
  /// User and password, joined by a colon, in base64; nil where it asks for none.
  let credentials: String?

  /// A proxy.
  /// - Parameters:
  ///   - host: the name or address of its host, without brackets
  ///   - port: its port
  ///   - user: the name it asks for, if it does
  ///   - password: the password for it
  public init(host: String, port: Int, user: String? = nil, password: String = "") {
    self.host = host
    self.port = port
    credentials = user.map { Base64.encode("\($0):\(password)".utf8) }
  }

  /// The value of the field `Proxy-Authorization`; nil sends none. It is a secret.
  public var authorization: String? { credentials.map { "Basic \($0)" } }

  /// Reads `[http://][user[:password]@]host[:port][/]`; without a port it is 80. User and password may be
  /// percent-encoded.
  /// - Throws: `PolderError` `transport-bad-settings`, without what may be secret
  public init(_ text: String) throws(PolderError) {
    var rest = text[...]
    if let mark = text.firstRange(of: "://") {
      let scheme = text[..<mark.lowerBound].lowercased()
      guard scheme == "http" else {
        throw Self.refused("it has to begin with http://: other kinds of proxies are not supported.")
      }
      rest = text[mark.upperBound...]
    }
    guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Self.refused("it holds a character that does not belong into an address, or is too long.")
    }
    // An unencoded @ or / in a password is the last thing a person looks for: the host begins behind the last @.
    var credentials: Substring?
    if let mark = rest.lastIndex(of: "@") {
      credentials = rest[..<mark]
      rest = rest[rest.index(after: mark)...]
    }
    if rest.hasSuffix("/") { rest.removeLast() }
    let (host, port) = try Self.place(rest)
    guard let credentials else {
      self.init(host: host, port: port)
      return
    }
    let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let user = Self.decoded(parts[0]), let password = Self.decoded(parts.count > 1 ? parts[1] : "") else {
      throw Self.refused("its user or password holds a % that begins no code of two digits.")
    }
    self.init(host: host, port: port, user: user, password: password)
  }

  private static func place(_ text: Substring) throws(PolderError) -> (host: String, port: Int) {
    var host = text
    var port: Substring?
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw refused("it names no host.") }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    guard !host.isEmpty, !host.contains(where: { "/?#[]".contains($0) }) else { throw refused("it names no host.") }
    guard let port else { return (String(host), 80) }
    guard let number = Int(port), (1...65_535).contains(number) else {
      throw refused("its port is not a number from 1 to 65535.")
    }
    return (String(host), number)
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func refused(_ reason: String) -> PolderError {
    PolderError(
      .transportBadSettings, "This is not the address of a proxy: \(reason)",
      nextStep: "Give an address such as http://proxy.example:3128.")
  }
}

extension ProxyAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The address, without user and password.
  public var description: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
  /// The address, without user and password.
  public var debugDescription: String { description }
  /// The address, without user and password.
  public var customMirror: Mirror { Mirror(self, children: ["host": host, "port": port]) }
}
