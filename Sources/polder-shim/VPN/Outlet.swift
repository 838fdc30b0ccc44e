/// Where connections into the VPN leave the relay: the gate makes each anew.
struct Outlet: Sendable {
  let subnet: Subnet
  let gate: Endpoint

  /// Serves a connection that the kernel has led here.
  func serve(_ accepted: Int32) {
    // The number is valid: it was just accepted. Who connected to this very port was not led here by the kernel.
    guard let near = try? Descriptor(accepted, "accept"), let target = SocketAddress.original(of: near.number),
      subnet.contains(target.address)
    else { return }
    Crossing.enter(gate, place: target.bytes, near.number)
  }
}
