extension ShimFolder {
  /// The end that a state tells, with the log.
  func exit(_ state: ShimState, logBytes: Int) throws -> RuntimeExit {
    // The supervisor bounds the log when it writes; behind that stands its mark.
    RuntimeExit(state, log: try log(atMost: logBytes + 512))
  }
}
