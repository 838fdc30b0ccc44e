import CShim
import Glibc

/// `polder-shim run FOLDER`: starts a run once ever, and watches it to its end.
struct RunVerb {
  let folder: String
  let background: Bool

  func perform() throws(Failure) -> ExitCode {
    let folder = try Self.absolute(folder)
    guard background else {
      // The leader of a process group can not found a session; its child can.
      return setsid() >= 0 ? try supervise(folder, ready: nil) : try superviseInChild(folder)
    }
    let pipe = try Descriptor.pipe()
    let pid = shim_background(pipe.writing.number)
    guard pid >= 0 else { throw Failure.system("fork") }
    if pid == 0 {
      setsid()
      let code = supervise(folder, tellingOn: pipe.writing.number)
      exit(code.rawValue)
    }
    return try Self.wait(for: pid, pipe)
  }

  /// Waits for the supervisor, and passes requests for the end on to it. Its own end is of no account.
  private func superviseInChild(_ folder: String) throws(Failure) -> ExitCode {
    let pid = shim_fork()
    guard pid >= 0 else { throw Failure.system("fork") }
    guard pid == 0 else {
      shim_forward_signals(pid)
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
      guard case .code(let code) = ExitStatus(waitStatus: status) else {
        throw Failure(.system, "the supervisor was killed")
      }
      return ExitCode(rawValue: code)
    }
    setsid()
    return try supervise(folder, ready: nil)
  }

  static func absolute(_ path: String) throws(Failure) -> String {
    guard let found = realpath(path, nil) else { throw Failure.system(path) }
    defer { free(found) }
    return String(cString: found)
  }

  /// The foreground half of `--background`: ends once the state says `started` or `exited`, or with the refusal's code.
  private static func wait(for pid: Int32, _ pipe: consuming Descriptor.Pipe) throws(Failure) -> ExitCode {
    let reading = dup(pipe.reading.number)
    _ = consume pipe
    defer { close(reading) }
    var told: UInt8 = 0
    while true {
      let count = read(reading, &told, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else { throw Failure(.system, "the supervisor died before it had started the command") }
      return ExitCode(rawValue: Int32(told))
    }
  }

  private func supervise(_ folder: String, tellingOn pipe: Int32) -> ExitCode {
    do throws(Failure) {
      return try supervise(folder, ready: pipe)
    } catch {
      Console.complain(error.text)
      var code = UInt8(truncatingIfNeeded: error.code.rawValue)
      // The foreground half may have been killed; nobody else asks for the code.
      _ = write(pipe, &code, 1)
      return error.code
    }
  }

  private func supervise(_ folder: String, ready: Int32?) throws(Failure) -> ExitCode {
    guard let bytes = FileText.read(folder + "/spec", limit: 4 << 20) else {
      guard errno == ENOENT else { throw Failure.system(folder + "/spec") }
      throw Failure(.missing, "\(folder)/spec is missing")
    }
    let spec = try RunSpec(bytes)
    signal(SIGHUP, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    let lock = try RunLock(folder: folder)
    let file = StateFile(folder: folder)
    guard !file.exists else { throw Failure(.startedBefore, "\(folder): this run was started before") }
    var supervisor = try Supervisor(spec: spec, folder: folder, file: file)
    try supervisor.run(ready: ready)
    _ = consume lock
    return .done
  }
}
