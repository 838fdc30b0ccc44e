import PolderHTTP

/// A store's address and where it was found to be; calls go there and nowhere else, whatever a name server says later.
struct StoreRoute: Sendable {
  let address: WebAddress
  /// The addresses that may be connected to, in the resolver's order.
  let candidates: [NetworkAddress]
  /// The host to try when the store is on this very machine and does not answer there.
  let other: WebAddress?

  /// What the connection is bound to; an address of IP needs no binding.
  func binding(_ candidate: NetworkAddress) -> [String: String] {
    address.literal == nil ? [address.host: candidate.description] : [:]
  }
}
