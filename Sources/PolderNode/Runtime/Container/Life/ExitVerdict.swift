import PolderCore

/// Tells from an engine's words and the node's own notes why a container ended.
struct ExitVerdict: Sendable {
  /// Whether an end by force that nobody ordered is taken for want of memory, because the engine holds a limit on it and
  /// does not tell when that was reached.
  let presumesMemory: Bool
  /// Why the node ended it, if it did.
  let reason: EndReason?

  init(presumesMemory: Bool, reason: EndReason?) {
    self.presumesMemory = presumesMemory
    self.reason = reason
  }

  /// Podman does not tell on version 1 of the control groups; without root it holds no limit there.
  init(_ info: EngineInfo, reason: EndReason?) {
    self.init(presumesMemory: info.isPodman && !info.ignoresLimits, reason: reason)
  }

  /// What became of a container that does not run any more, without what it printed.
  func exit(_ state: ContainerState) -> RuntimeExit {
    guard state.phase == .exited else {
      return RuntimeExit(
        cause: .startFailed, detail: state.error ?? "The container was made, but its program never ran.")
    }
    guard let code = state.code, code >= 0 else {
      return RuntimeExit(cause: .exit, detail: "The engine does not know how the container ended.")
    }
    // By itself, whatever was ordered at the same moment.
    if code == 0 { return RuntimeExit(cause: .exit, code: 0) }
    var exit = RuntimeExit(cause: .exit, code: code)
    if code > 128, code <= 128 + 64 { (exit.code, exit.signal) = (nil, code - 128) }
    if code == Self.byForce, let reason {
      exit.cause = reason.cause
    } else if state.isOutOfMemory {
      exit.cause = .memory
    } else if code == Self.outOfTime {
      exit.cause = .cpu
    } else if code == Self.byForce, presumesMemory {
      // Nobody else ends a container by force as a rule, and its first process can not do so itself.
      exit.cause = .memory
      exit.detail = "It was ended by force. This engine does not tell why; as a rule memory was short."
    } else if code == Self.byForce {
      exit.detail = "It was ended by force, by nobody that the node knows of."
    }
    return exit
  }

  /// 128 + SIGKILL.
  private static let byForce: Int32 = 137
  /// 128 + SIGXCPU.
  private static let outOfTime: Int32 = 152
}

extension EndReason {
  fileprivate var cause: RuntimeExit.Cause {
    switch self {
    case .killed: .killed
    case .wall: .wall
    case .cpu: .cpu
    }
  }
}
