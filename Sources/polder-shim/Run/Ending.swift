/// Why a run ended.
enum Ending: String {
  /// The command ended by itself.
  case exit
  /// A signal that the supervisor did not send ended the command.
  case signal
  case memory
  case cpu
  case processes
  case wall
  /// The output file grew beyond its limit.
  case output
  /// Somebody asked for it.
  case killed
  case startFailed = "start-failed"
  /// The supervisor died first; `reap` wrote this.
  case lost
}
