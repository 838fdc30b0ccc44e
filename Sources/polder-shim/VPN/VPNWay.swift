/// How connections of a run go into the VPN and come out of it.
struct VPNWay: Equatable, Sendable {
  /// The addresses of the VPN.
  let subnet: Subnet
  /// The socket at which the gate takes what goes into it.
  let gate: Endpoint
  /// The socket at which the relay takes what comes out of it.
  let door: Endpoint
  /// Whom the relay becomes if it is root.
  let user: UserNumbers?
}
