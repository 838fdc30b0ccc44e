import CShim
import Glibc

/// `polder-shim relay`: runs a command whose HTTP requests reach the node's proxy and whose connections reach what is
/// forwarded, and nothing else; without a command it serves whoever shares its network.
struct RelayVerb {
  let arguments: RelayArguments

  func perform() throws(Failure) -> ExitCode {
    // Whether it helped shows when the address is bound, and when a route is made.
    shim_raise_loopback()
    signal(SIGPIPE, SIG_IGN)
    let loops = try listen()
    guard !arguments.command.isEmpty else { return try serve(loops) }
    let child = try ChildCommand.start(arguments.command)
    shim_forward_signals(child)
    for loop in loops { try loop.start() }
    try announce()
    return Self.wait(for: child)
  }

  private func listen() throws(Failure) -> [AcceptLoop] {
    // Everything else is made without rights.
    var loops = try arguments.vpn.map { way throws(Failure) in try listen(way) } ?? []
    if arguments.port > 0 {
      loops.append(
        try Listener.listen(
          port: arguments.port, connections: arguments.connections, settings: RelaySettings(arguments)))
    }
    for forward in arguments.forwards { loops.append(try forward.listen(connections: arguments.connections)) }
    return loops
  }

  /// Makes the ways into the VPN and out of it, and gives up the rights that this takes.
  private func listen(_ way: VPNWay) throws(Failure) -> [AcceptLoop] {
    let (socket, port) = try Redirect.listen(for: way.subnet)
    try Rights.giveUp(for: way.user)
    let outlet = Outlet(subnet: way.subnet, gate: way.gate)
    let inlet = Inlet(own: arguments.ports.union([port]))
    return [
      AcceptLoop(socket, connections: arguments.connections) { outlet.serve($0) },
      AcceptLoop(try way.door.listen(), connections: arguments.connections) { inlet.serve($0) },
    ]
  }

  private func serve(_ loops: [AcceptLoop]) throws(Failure) -> ExitCode {
    let signals = try EndSignals()
    for loop in loops { try loop.start() }
    try announce()
    while try !signals.come(within: nil) {}
    return .done
  }

  private func announce() throws(Failure) {
    if let path = arguments.ready { try ReadyFile.make(path) }
  }

  /// Waits for everybody, because as the first process of a namespace it inherits orphans.
  private static func wait(for child: Int32) -> ExitCode {
    var status: Int32 = 0
    while true {
      let pid = waitpid(-1, &status, 0)
      if pid < 0 && errno != EINTR { return .relay }
      if pid == child { return ChildCommand.exitCode(status) }
    }
  }
}
