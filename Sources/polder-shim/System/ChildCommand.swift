import CShim
import Glibc

/// A command that runs beside this program, with its folder, its variables and its output.
enum ChildCommand {
  /// Starts it.
  /// - Returns: its number
  static func start(_ arguments: [String]) throws(Failure) -> Int32 {
    let command = CStrings(arguments)
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
      throw Failure(code, reason.text(command: arguments[0], directory: nil))
    }
    return pid
  }

  /// How this program ends for a child that ended so.
  static func exitCode(_ status: Int32) -> ExitCode {
    switch ExitStatus(waitStatus: status) {
    case .code(let code): ExitCode(rawValue: code)
    case .signal(let signal): ExitCode(rawValue: 128 + signal)
    }
  }
}
