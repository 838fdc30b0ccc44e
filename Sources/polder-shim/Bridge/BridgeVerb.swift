import CShim
import Glibc

/// `polder-shim bridge`: runs a command beside Unix sockets of this machine whose connections end at a node on another.
struct BridgeVerb {
  let arguments: BridgeArguments

  func perform() throws(Failure) -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    guard let bytes = FileText.read(arguments.secret, limit: 256) else { throw Failure.system(arguments.secret) }
    let secret = bytes.prefix { $0 > 0x20 }
    guard let node = arguments.node else { throw Failure(.usage, Program.usage) }
    // It has to be new: in a place that others may write to, what is there already is somebody's trap.
    guard mkdir(arguments.folder, 0o700) == 0 else { throw Failure.system(arguments.folder) }
    defer {
      for socket in arguments.sockets { unlink(socket) }
      rmdir(arguments.folder)
    }
    let names = [nil] + arguments.doors
    let doors = names.map { NodeDoor(node: node, secret: Array(secret), name: $0) }
    var loops: [AcceptLoop] = []
    for (door, socket) in zip(doors, arguments.sockets) { loops.append(try listen(socket, door)) }
    // Tells the node that its door can be reached from here. It may be away now: those who want something come again.
    _ = doors.first?.open()
    let child = try ChildCommand.start(arguments.command)
    shim_forward_signals(child)
    for loop in loops { try loop.start() }
    return Self.wait(for: child)
  }

  /// Listens on a Unix socket whose connections go through a door.
  private func listen(_ socket: String, _ door: NodeDoor) throws(Failure) -> AcceptLoop {
    AcceptLoop(try Endpoint.path(socket).listen(), connections: arguments.connections) { accepted in
      // The number is valid: it was just accepted. Whoever is turned away comes again.
      guard let near = try? Descriptor(accepted, "accept"), let far = door.open() else { return }
      SocketPipe.carry(near.number, far.number)
    }
  }

  private static func wait(for child: Int32) -> ExitCode {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return .relay }
    }
    return ChildCommand.exitCode(status)
  }
}
