/// Connections from the VPN at a port of the tunnel, on their way to the relay of a run.
struct Arrival: Sendable {
  /// The relay's socket.
  let relay: Endpoint
  /// The port of the algorithm.
  let port: UInt16

  /// Serves a connection from the VPN.
  func serve(_ accepted: Int32) {
    // The number is valid: it was just accepted.
    guard let near = try? Descriptor(accepted, "accept") else { return }
    TCPOptions.keepAlive(near.number)
    Crossing.enter(relay, place: SocketAddress.bytes(of: port), near.number)
  }
}
