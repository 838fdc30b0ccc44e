/// How a process ended.
package enum ProgramEnd: Sendable, Hashable {
  /// By itself, with an exit code.
  case code(Int32)
  /// By a signal.
  case signal(Int32)
}
