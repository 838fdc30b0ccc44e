import PolderCore

extension NodeAuditEvent {
  /// The operation with which a node's start is told.
  static let startNode = "StartNode"

  /// The entry.
  /// - Parameters:
  ///   - node: who the node is, for what it does of itself; nil before it has logged in
  ///   - moment: when
  /// - Returns: what is written
  func record(by node: NodeIdentity?, at moment: Timestamp) -> AuditRecord {
    if case .run(let run, let act) = self { return act.record(of: run, at: moment) }
    var identity = node
    if case .loggedIn(let found, _) = self { identity = found }
    return AuditRecord(
      time: moment, principal: identity.map { "node:\($0.node)" }, organization: identity?.organization.rawValue,
      operation: operation, object: object, outcome: outcome, reason: reason, details: details)
  }

  private var operation: String {
    switch self {
    case .started: Self.startNode
    case .loggedIn: "LogInNode"
    case .stopped: "StopNode"
    case .keyUploaded: "UploadKey"
    case .keyPinned: "PinKey"
    case .keyChanged: "ChangeKey"
    case .run(_, let act): act.operation
    }
  }

  private var object: String {
    switch self {
    case .started, .loggedIn, .stopped: "node"
    case .keyUploaded: "key"
    case .keyPinned(let organization, _), .keyChanged(let organization, _, _): "organization/\(organization)"
    case .run(let run, _): "run/\(run.run)"
    }
  }

  private var outcome: AuditOutcome {
    switch self {
    case .stopped(.some): .failed
    case .keyChanged: .refused(409, "key-changed")
    default: .done
    }
  }

  private var reason: String {
    switch self {
    case .stopped(let code): code ?? "it was told to"
    case .keyChanged: "the server gives another key than the remembered one"
    default: ""
    }
  }

  private var details: [String: String] {
    switch self {
    case .started(let settings, let former): return Self.details(settings, former)
    case .loggedIn(let identity, let server):
      return [
        "server": AuditRecord.cut(server, 256), "collaboration": "\(identity.collaboration)",
        "name": AuditRecord.cut(identity.name, 128),
      ]
    case .keyUploaded(let fingerprint, let former):
      var details = ["fingerprint": AuditRecord.cut(fingerprint, 256)]
      details["former_fingerprint"] = former.map { AuditRecord.cut($0, 256) }
      return details
    case .keyPinned(_, let fingerprint): return ["fingerprint": AuditRecord.cut(fingerprint, 256)]
    case .keyChanged(_, let pinned, let offered):
      return ["pinned": AuditRecord.cut(pinned, 256), "offered": AuditRecord.cut(offered, 256)]
    case .stopped, .run: return [:]
    }
  }

  private static func details(_ settings: NodeAuditSettings, _ former: String?) -> [String: String] {
    var details = ["version": PolderVersion.product]
    details["configuration"] = settings.source.map { AuditRecord.cut($0, 512) }
    details["configuration_sha256"] = settings.digest
    details["keep_days"] = settings.keepDays.map { "\($0)" }
    // Only where it is another one: whoever looks for changes looks for this name.
    if let former, former != settings.digest { details["former_configuration_sha256"] = former }
    return details
  }
}
