import PolderCore

extension RunDriver {
  /// How much of what an algorithm prints is sent while it runs; all of it, as far as it is kept, comes at the end.
  private static let liveLogLimit = 256 << 10

  /// Tells those who listen where the run stands.
  func tell(_ status: RunStatus) {
    guard let identity = services.identity() else { return }
    var payload: JSONObject = [
      "node_id": .integer(identity.node.rawValue), "status": .string(status.rawValue),
      "run_id": .integer(assignment.run.rawValue), "task_id": .integer(assignment.task.rawValue),
      "collaboration_id": .integer(identity.collaboration.rawValue),
      "organization_id": .integer(identity.organization.rawValue),
    ]
    payload["parent_id"] = assignment.parent.map { .integer($0.rawValue) } ?? .null
    services.emit(.algorithmStatusChange, .object(payload))
  }

  /// Sends what the algorithm prints, as it comes.
  func forwardLog() async {
    guard services.configuration.sharesLogs else { return }
    var (sent, isRecorded) = (0, false)
    var text = UTF8Pieces()
    for await piece in services.runtime.output(RuntimeHandle(run: assignment.run, folder: folders.supervisor)) {
      guard sent < Self.liveLogLimit else { return }
      let printed = text.take(piece.prefix(Self.liveLogLimit - sent))
      sent += piece.count
      let more = sent >= Self.liveLogLimit ? "\n" + RunLog.note("the rest follows at the end of the run") : ""
      guard let identity = services.identity(), !printed.isEmpty || !more.isEmpty else { continue }
      if !isRecorded {
        guard await hasRecorded(.sendingLog) else { return }
        isRecorded = true
      }
      services.emit(
        .algorithmLog,
        [
          "collaboration_id": .integer(identity.collaboration.rawValue), "run_id": .integer(assignment.run.rawValue),
          "task_id": .integer(assignment.task.rawValue), "log": .string(printed + more),
        ])
    }
  }
}

extension AdoptedState {
  /// The state in one word or two, for the log.
  var name: String {
    switch self {
    case .running: "running"
    case .finished: "finished"
    case .neverStarted: "never started"
    case .dead: "dead"
    case .lost: "lost"
    }
  }
}
