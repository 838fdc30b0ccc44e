/// Where an engine listens.
struct EngineAddress: Sendable, Hashable {
  /// Its address as `DOCKER_HOST` has it.
  let text: String
  /// The path of its socket; nil for one that is reached by network.
  let socket: String?
  /// Host and port; nil for a socket.
  let host: String?

  /// Reads `unix:///path`, `tcp://host:port`, `http://…` or `https://…`; nil for anything else.
  init?(_ text: String) {
    self.text = text
    if text.hasPrefix("unix://") {
      let path = String(text.dropFirst("unix://".count))
      guard path.hasPrefix("/") else { return nil }
      (socket, host) = (path, nil)
      return
    }
    guard let scheme = ["tcp://", "http://", "https://"].first(where: { text.hasPrefix($0) }) else { return nil }
    let place = text.dropFirst(scheme.count).prefix { $0 != "/" }
    guard !place.isEmpty, !place.contains("@") else { return nil }
    (socket, host) = (nil, String(place))
  }

  /// The address for a channel, which speaks TLS to one of TCP where that is wanted.
  func base(isSecure: Bool) -> String {
    if let socket { return "unix:" + socket }
    let secure = isSecure || text.hasPrefix("https://")
    let host = host ?? ""
    // An address of IPv6 stands in brackets, and has colons of its own.
    let behind = host.lastIndex(of: "]").map { host[$0...] } ?? host[...]
    let hasPort = behind.contains(":")
    return "\(secure ? "https" : "http")://\(host)" + (hasPort ? "" : secure ? ":2376" : ":2375")
  }
}
