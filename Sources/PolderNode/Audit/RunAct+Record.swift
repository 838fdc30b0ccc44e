import PolderCore

extension RunAct {
  /// The operation of the entries after which something leaves.
  static let sendReport = "SendReport"

  /// The name of the operation.
  var operation: String {
    switch self {
    case .decided: "DecideRun"
    case .held: "HoldRun"
    case .reviewed: "ReviewRun"
    case .started: "StartRun"
    case .reachable: "OpenPorts"
    case .adopted: "AdoptRun"
    case .killed: "KillRun"
    case .ended: "EndRun"
    case .sendingLog: "SendLog"
    case .sendingSubtask: "SendSubtask"
    case .sendingBlob, .sentBlob: "SendBlob"
    case .sending: Self.sendReport
    case .delivered, .undelivered: "DeliverReport"
    }
  }

  /// The entry about a run.
  func record(of run: AuditedRun, at moment: Timestamp) -> AuditRecord {
    var record = AuditRecord(
      time: moment, principal: run.user.map { "user:\($0)" }, organization: run.initiator?.rawValue,
      operation: operation, object: "run/\(run.run)", outcome: outcome, reason: reason, details: run.details)
    if case .reviewed(_, let steward, _) = self {
      record.details["user"] = record.principal
      record.details["organization"] = record.organization.map { "\($0)" }
      record.principal = "steward:" + AuditRecord.cut(steward, 128)
      record.organization = nil
    }
    record.details.merge(details(of: run)) { _, own in own }
    return record
  }

  private var outcome: AuditOutcome {
    switch self {
    case .decided(false, _, _): .refused(403, "policy")
    case .reviewed(false, _, _): .refused(403, "steward")
    case .ended(let status, _, _, _) where status != .completed && status != .killed: .failed
    case .undelivered: .refused(400, "server")
    default: .done
    }
  }

  private var reason: String {
    switch self {
    case .decided(_, let rule, _), .held(let rule, _): rule
    case .reviewed(_, _, let reason), .undelivered(let reason): reason
    case .killed: "ended on request of the server"
    case .sendingLog: "share_algorithm_logs: true"
    case .sending(let leaving): leaving.lines.joined(separator: "; ")
    case .sendingBlob: "begun"
    case .started, .reachable, .adopted, .ended, .sendingSubtask, .sentBlob, .delivered: ""
    }
  }

  private func details(of run: AuditedRun) -> [String: String] {
    switch self {
    case .decided(_, _, let method), .held(_, let method):
      var details = ["databases": AuditRecord.cut(run.databases.joined(separator: ","), 1_024)]
      details["method"] = method.map { AuditRecord.cut($0, 256) }
      return details
    case .reachable(let ports):
      return ["ports": ports.map { "\($0.number)=\($0.port)" }.joined(separator: ",")]
    case .adopted(let state): return ["state": state]
    case .ended(let status, let cause, let code, let signal):
      var details = ["status": status.rawValue, "cause": cause.rawValue]
      details["exit_code"] = code.map { "\($0)" }
      details["signal"] = signal.map { "\($0)" }
      return details
    case .sendingSubtask(let leaving): return leaving.details
    case .sendingBlob(let key): return ["recipient_key_sha256": AuditRecord.cut(key, 64)]
    case .sentBlob(let blob, let bytes, let hash):
      return ["blob": AuditRecord.cut(blob, 64), "bytes": "\(bytes)", "sha256": hash]
    case .sending(let leaving):
      return leaving.details.merging(["recipient": Self.recipient(of: run)]) { own, _ in own }
    case .delivered(let status): return ["status": status.rawValue, "recipient": Self.recipient(of: run)]
    case .reviewed, .started, .killed, .sendingLog, .undelivered: return [:]
    }
  }

  private static func recipient(of run: AuditedRun) -> String { run.initiator.map { "organization:\($0)" } ?? "server" }
}
