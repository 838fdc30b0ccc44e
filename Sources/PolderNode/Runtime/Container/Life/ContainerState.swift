import PolderCore

/// What an engine tells of one container (`GET /containers/ID/json`).
struct ContainerState: Sendable, Hashable {
  enum Phase: Sendable, Hashable {
    /// Made, and never started.
    case created
    case running
    /// Ended.
    case exited
    /// On its way out.
    case removing
  }

  let id: String
  let phase: Phase
  let code: Int32?
  let isOutOfMemory: Bool
  /// Why it could not be started.
  let error: String?
  let startedAt: Timestamp?
  let finishedAt: Timestamp?
  let labels: [String: String]
  /// The limits that the engine took over.
  let memory: Int64?
  let processes: Int64?
  let resources: [ResourceLimit]

  init(_ answer: JSONValue) {
    id = answer["Id"]?.string ?? ""
    let state = answer["State"]
    let error = state?["Error"]?.string ?? ""
    self.error = error.isEmpty ? nil : EngineClient.oneLine(error)
    startedAt = Self.moment(state?["StartedAt"])
    finishedAt = Self.moment(state?["FinishedAt"])
    code = state?["ExitCode"]?.integer.flatMap { Int32(exactly: $0) }
    isOutOfMemory = state?["OOMKilled"]?.bool ?? false
    switch state?["Status"]?.string {
    case "running", "paused", "restarting", "stopping": phase = .running
    case "removing": phase = .removing
    case "exited", "dead", "stopped": phase = startedAt == nil ? .created : .exited
    // Also where a start was tried and failed.
    default: phase = state?["Running"]?.bool == true ? .running : .created
    }
    var labels: [String: String] = [:]
    if let object = answer["Config"]?["Labels"]?.object {
      for (name, value) in object { labels[name] = value.string }
    }
    self.labels = labels
    memory = answer["HostConfig"]?["Memory"]?.integer
    processes = answer["HostConfig"]?["PidsLimit"]?.integer
    resources = (answer["HostConfig"]?["Ulimits"]?.array ?? []).prefix(32).compactMap(ResourceLimit.init)
  }

  /// Engines write the first year for a moment that has not come.
  private static func moment(_ value: JSONValue?) -> Timestamp? {
    guard let text = value?.string, !text.hasPrefix("0001-"), let moment = Timestamp(text: text) else { return nil }
    return moment
  }
}
