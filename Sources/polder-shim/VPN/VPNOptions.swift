/// The options of `relay` for connections over the VPN.
struct VPNOptions {
  private var subnet: Subnet?
  private var gate: Endpoint?
  private var door: Endpoint?
  private var user: UserNumbers?

  /// Takes an option; false if it is none of these.
  mutating func take(_ word: String, _ value: String) throws(Failure) -> Bool {
    switch word {
    case "--vpn":
      guard let found = Subnet(value) else { throw .option(word, value) }
      subnet = found
    case "--gate": gate = try Self.path(word, value)
    case "--door": door = try Self.path(word, value)
    case "--user":
      guard let found = UserNumbers(value) else { throw .option(word, value) }
      user = found
    default: return false
    }
    return true
  }

  /// What they mean together; nil without any.
  func way() throws(Failure) -> VPNWay? {
    if subnet == nil, gate == nil, door == nil, user == nil { return nil }
    guard let subnet, let gate, let door else {
      throw Failure(.usage, "--vpn, --gate and --door are needed together\n\(Program.usage)")
    }
    return VPNWay(subnet: subnet, gate: gate, door: door, user: user)
  }

  private static func path(_ word: String, _ value: String) throws(Failure) -> Endpoint {
    guard let found = Endpoint(value), case .path = found else { throw .option(word, value) }
    return found
  }
}
