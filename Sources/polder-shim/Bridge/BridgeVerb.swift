import CShim
import Glibc

/// `polder-shim bridge`: runs a command beside a Unix socket of this machine whose connections end at a node on another.
struct BridgeVerb {
  let arguments: BridgeArguments

  func perform() throws(Failure) -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    guard let bytes = FileText.read(arguments.secret, limit: 256) else { throw Failure.system(arguments.secret) }
    let secret = bytes.prefix { $0 > 0x20 }
    let folder = String(arguments.socket[..<(arguments.socket.lastIndex(of: "/") ?? arguments.socket.startIndex)])
    // It has to be new: in a place that others may write to, what is there already is somebody's trap.
    guard mkdir(folder, 0o700) == 0 else { throw Failure.system(folder) }
    defer {
      unlink(arguments.socket)
      rmdir(folder)
    }
    let door = NodeDoor(host: arguments.host, port: arguments.port, secret: Array(secret))
    let listener = try BridgeListener(path: arguments.socket, connections: arguments.connections, door: door)
    // Tells the node that its door can be reached from here. It may be away now: those who want something come again.
    _ = door.open()
    let child = try ChildCommand.start(arguments.command)
    shim_forward_signals(child)
    try listener.start()
    return Self.wait(for: child)
  }

  private static func wait(for child: Int32) -> ExitCode {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return .relay }
    }
    return ChildCommand.exitCode(status)
  }
}
