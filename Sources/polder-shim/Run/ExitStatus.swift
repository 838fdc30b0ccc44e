/// How the command ended, from the status that `waitpid` gives.
enum ExitStatus: Equatable {
  case code(Int32)
  case signal(Int32)

  init(waitStatus status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }
}
