import PolderCore

/// A relay's part in the VPN: what goes to its network is led to the gate, and what comes for the run comes by a door.
struct RelayDoor: Sendable, Hashable {
  private static let gateFolder = "/gate"
  private static let doorFolder = "/door"
  /// What the relay needs to lead the network's addresses to itself; it gives that up before it takes a connection.
  static let capabilities = ["NET_ADMIN", "SETGID", "SETUID"]

  let subnet: String
  let folder: GateFolder
  /// The start that it belongs to.
  let order: String

  var bindings: [RunOrder.Binding] {
    [
      RunOrder.Binding(source: folder.gate, target: Self.gateFolder, isWritable: false),
      RunOrder.Binding(source: folder.door(order), target: Self.doorFolder, isWritable: true),
    ]
  }

  /// The arguments of the relay that becomes a user.
  func arguments(_ user: ContainerUser) -> [String] {
    [
      "--vpn", subnet, "--gate", "\(Self.gateFolder)/socket", "--door", "\(Self.doorFolder)/socket", "--user",
      user.description,
    ]
  }
}
