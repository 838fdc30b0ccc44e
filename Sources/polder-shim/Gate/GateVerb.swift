import Glibc

/// `polder-shim gate`: stands where the VPN's tunnel is, and carries connections between it and the relays of runs, which
/// have no network.
struct GateVerb {
  /// How often the ports that are to be open are looked at, and the tunnel's address.
  private static let pause = Duration.seconds(1)

  let arguments: GateArguments

  func perform() throws(Failure) -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    try Rights.giveUp()
    guard mkdir(arguments.socketFolder, 0o700) == 0 || errno == EEXIST else {
      throw Failure.system(arguments.socketFolder)
    }
    let departures = Departures(subnet: arguments.subnet)
    let loop = AcceptLoop(try Endpoint.path(arguments.socket).listen(), connections: arguments.connections) {
      departures.serve($0)
    }
    let signals = try EndSignals()
    var ports = OpenPorts(folder: arguments.folder, subnet: arguments.subnet, connections: arguments.connections)
    try loop.start()
    ports.look()
    if let path = arguments.ready { try ReadyFile.make(path) }
    while try !signals.come(within: Self.pause) { ports.look() }
    return .done
  }
}
