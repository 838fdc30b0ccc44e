import CShim
import Glibc

/// `polder-shim gate`: stands where the VPN's tunnel is, and carries connections between it and the relays of runs, which
/// have no network.
struct GateVerb {
  /// How often the ports that are to be open are looked at, and the tunnel's address.
  private static let pause = Duration.seconds(1)

  /// More open files are never needed.
  private static let mostFiles: UInt64 = 65_536

  let arguments: GateArguments

  func perform() throws(Failure) -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    // Where it is refused connections wait for others to end.
    shim_raise_files(Self.mostFiles)
    try Rights.giveUp()
    guard mkdir(arguments.socketFolder, 0o700) == 0 || errno == EEXIST else {
      throw Failure.system(arguments.socketFolder)
    }
    let tunnel = Tunnel(subnet: arguments.subnet, interface: arguments.interface)
    let departures = Departures(tunnel: tunnel)
    let loop = AcceptLoop(try Endpoint.path(arguments.socket).listen(), connections: arguments.departures) {
      departures.serve($0)
    }
    let signals = try EndSignals()
    var ports = OpenPorts(
      folder: arguments.folder, tunnel: tunnel,
      places: ArrivalPlaces(each: arguments.connections, all: arguments.arrivals))
    try loop.start()
    ports.look()
    if let path = arguments.ready { try ReadyFile.make(path) }
    while try !signals.come(within: Self.pause) { ports.look() }
    return .done
  }
}
