extension RuntimeExit {
  /// An end as its supervisor wrote it down.
  init(_ state: ShimState, log: [UInt8]) {
    self.init(cause: .exit, code: state.code, signal: state.signal, log: log, detail: state.error)
    switch state.reason {
    case "memory": cause = .memory
    case "cpu": cause = .cpu
    case "processes": cause = .processes
    case "wall": cause = .wall
    case "killed": cause = .killed
    case "start-failed": cause = .startFailed
    case "lost":
      (code, signal) = (nil, nil)
      detail = Self.lostDetail
    default: break
    }
    // The walls tell a program that a signal ended as 128 + N.
    if let code, code > 128, code <= 128 + 64 { (self.code, self.signal) = (nil, code - 128) }
  }

  static let lostDetail = "The run's supervisor was ended by force; all its processes are dead."
}
