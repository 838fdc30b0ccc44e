/// The exit codes of the program, as docs/shim.md lists them.
struct ExitCode: RawRepresentable, Equatable {
  let rawValue: Int32

  static let done = ExitCode(rawValue: 0)
  /// Wrong arguments.
  static let usage = ExitCode(rawValue: 64)
  /// The spec or the state can not be understood.
  static let badText = ExitCode(rawValue: 65)
  /// There is no spec, or no state to reap.
  static let missing = ExitCode(rawValue: 66)
  /// The system refused something before the command was started.
  static let system = ExitCode(rawValue: 71)
  /// The folder's run was started before.
  static let startedBefore = ExitCode(rawValue: 73)
  /// The folder's supervisor lives.
  static let alive = ExitCode(rawValue: 75)
  /// The relay can not listen, or the gate.
  static let relay = ExitCode(rawValue: 125)
  /// The relay's command can not be executed.
  static let notExecutable = ExitCode(rawValue: 126)
  /// The relay's command does not exist.
  static let notFound = ExitCode(rawValue: 127)
}
