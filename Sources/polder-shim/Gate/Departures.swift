/// Connections of relays into the VPN: each says where it wants to go.
struct Departures: Sendable {
  let tunnel: Tunnel

  /// Serves a connection of a relay.
  func serve(_ accepted: Int32) {
    // The number is valid: it was just accepted.
    guard let near = try? Descriptor(accepted, "accept") else { return }
    Crossing.leave(
      near.number, count: 6,
      find: { bytes in SocketAddress(bytes).flatMap { tunnel.subnet.contains($0.address) ? $0 : nil } },
      source: { tunnel.source(to: $0) })
  }
}
