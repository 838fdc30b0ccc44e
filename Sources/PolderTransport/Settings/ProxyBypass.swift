/// The hosts that are reached without a proxy.
public struct ProxyBypass: Sendable, Hashable {
  private enum Rule: Hashable {
    case all
    /// A name, and what lies below it.
    case name(String, port: Int?)
    /// An address, or a range of addresses.
    case network(IPNetwork)
  }

  /// Whether `localhost` and the loopback addresses belong to them.
  public var includesThisMachine: Bool
  private let rules: [Rule]

  /// Hosts.
  /// - Parameters:
  ///   - text: names, with what lies below them, addresses and ranges (`10.0.0.0/8`), parted by commas; `*` is all
  ///   - includesThisMachine: whether `localhost` and the loopback addresses belong to them
  public init(text: String = "", includesThisMachine: Bool = true) {
    self.includesThisMachine = includesThisMachine
    rules = text.lowercased().split(whereSeparator: { $0 == "," || $0.isWhitespace }).compactMap(Self.rule)
  }

  private static func rule(_ entry: Substring) -> Rule? {
    if entry == "*" { return .all }
    if let network = IPNetwork(entry) { return .network(network) }
    var name = entry
    var port: Int?
    if let colon = entry.lastIndex(of: ":"), let number = Int(entry[entry.index(after: colon)...]) {
      name = entry[..<colon]
      port = number
    }
    // `.example.org` and `*.example.org` are further spellings.
    if name.hasPrefix("*.") { name = name.dropFirst() }
    while name.hasPrefix(".") { name = name.dropFirst() }
    return name.isEmpty ? nil : .name(String(name), port: port)
  }

  /// Whether a server belongs to them.
  /// - Parameters:
  ///   - host: its name or address, without brackets
  ///   - port: its port
  /// - Returns: whether it is reached without a proxy
  public func covers(host: String, port: Int) -> Bool {
    var name = host.lowercased()[...]
    while name.hasSuffix(".") { name.removeLast() }
    let address = IPNetwork(name)
    if includesThisMachine, name == "localhost" || address?.isLoopback == true { return true }
    return rules.contains { rule in
      switch rule {
      case .all: true
      case .network(let network): address.map { network.contains($0) } ?? false
      case .name(let wanted, let wantedPort):
        (wantedPort ?? port) == port && (name == wanted || name.hasSuffix("." + wanted))
      }
    }
  }
}
