/// What `state` says; grows from step to step.
struct RunState {
  static let title = "polder-state 1"

  enum Phase: String {
    case starting, started, exited
  }

  var phase: Phase
  var boot: String
  var shim: ProcessIdentity
  /// Milliseconds since 1970.
  var startingAt: Int64
  var child: ProcessIdentity?
  var startedAt: Int64?
  var mechanism: String?
  var cgroups: [String] = []
  var ended: RunEnd?
}
