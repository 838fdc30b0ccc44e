/// Where connections out of the VPN enter the relay: they go on to the port of the loopback that the gate names.
struct Inlet: Sendable {
  /// The ports at which the relay itself listens.
  let own: Set<UInt16>

  /// Serves a connection of the gate.
  func serve(_ accepted: Int32) {
    // The number is valid: it was just accepted.
    guard let near = try? Descriptor(accepted, "accept") else { return }
    Crossing.leave(near.number, count: 2) { bytes in
      let place = SocketAddress(IPv4Address.loopback.bytes + bytes)
      return place.flatMap { own.contains($0.port) ? nil : $0 }
    }
  }
}
