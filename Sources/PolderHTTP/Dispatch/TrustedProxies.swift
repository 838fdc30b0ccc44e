public import HTTPTypes

/// The proxies in front of a service that are believed when `X-Forwarded-For` says for whom they speak.
public struct TrustedProxies: Sendable, Hashable {
  /// Their addresses.
  public var ranges: [NetworkRange]
  /// The most addresses of a request that are looked at, from the last one back.
  static let hopLimit = 16

  /// By default none is believed.
  public init(_ ranges: [NetworkRange] = []) { self.ranges = ranges }

  /// The address a request came from: the peer's, or, where that is a trusted proxy, the last one in the header that is
  /// no trusted proxy itself. What stands before it could have been written by anybody.
  public func client(of peer: String?, _ headers: HTTPFields) -> String? {
    guard let peer, isTrusted(peer), let chain = headers[.forwardedFor] else { return peer }
    var client = peer
    for hop in chain.suffix(1_024).split(separator: ",").suffix(Self.hopLimit).reversed() {
      let address = hop.filter { $0 != " " }
      guard NetworkAddress(plain: address) != nil else { return client }
      client = address
      if !isTrusted(address) { return client }
    }
    return client
  }

  private func isTrusted(_ text: String) -> Bool {
    guard let address = NetworkAddress(plain: text) else { return false }
    return ranges.contains { $0.contains(address) }
  }
}
