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
    let child = try start()
    shim_forward_signals(child)
    try listener.start()
    return Self.wait(for: child)
  }

  private func start() throws(Failure) -> Int32 {
    let command = CStrings(arguments.command)
    var refusal = shim_refusal()
    let pid = withExtendedLifetime(command) {
      command.pointers.withUnsafeBufferPointer { pointers in
        var request = shim_command(
          arguments: pointers.baseAddress, environment: nil, directory: nil, input: -1, output: -1, joins: nil,
          join_count: 0, limits: nil, limit_count: 0, own_session: 0, niceness: 0, oom_score: 0)
        return shim_start(&request, &refusal)
      }
    }
    guard pid > 0 else {
      let code: ExitCode = refusal.error == ENOENT ? .notFound : .notExecutable
      let reason = Refusal(step: refusal.step, number: refusal.error)
      throw Failure(code, reason.text(command: arguments.command[0], directory: nil))
    }
    return pid
  }

  private static func wait(for child: Int32) -> ExitCode {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return .relay }
    }
    switch ExitStatus(waitStatus: status) {
    case .code(let code): return ExitCode(rawValue: code)
    case .signal(let signal): return ExitCode(rawValue: 128 + signal)
    }
  }
}
