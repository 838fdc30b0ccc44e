import CShim
import Glibc

/// `polder-shim relay`: runs a command whose HTTP requests reach the node's proxy and whose connections reach what is
/// forwarded, and nothing else; without a command it serves whoever shares its network.
struct RelayVerb {
  let arguments: RelayArguments

  func perform() throws(Failure) -> ExitCode {
    // Whether it helped shows when the address is bound.
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
    var loops: [AcceptLoop] = []
    if arguments.port > 0 {
      loops.append(
        try Listener.listen(
          port: arguments.port, connections: arguments.connections, settings: RelaySettings(arguments)))
    }
    for forward in arguments.forwards { loops.append(try forward.listen(connections: arguments.connections)) }
    return loops
  }

  private func serve(_ loops: [AcceptLoop]) throws(Failure) -> ExitCode {
    // Before the threads begin, so that the signals come to this file alone. Whoever is the first process of a namespace
    // gets no signal that it does not ask for.
    let signals = try Descriptor(shim_signals(), "signals")
    for loop in loops { try loop.start() }
    try announce()
    while true {
      var polled = pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, -1) > 0 || errno == EINTR else { throw Failure.system("poll") }
      let signal = shim_take_signal(signals.number)
      if signal == SIGTERM || signal == SIGINT { return .done }
    }
  }

  /// Tells who waits for it that connections are taken from now on.
  private func announce() throws(Failure) {
    guard let path = arguments.ready else { return }
    let file = try Descriptor(open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600), path)
    _ = consume file
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
