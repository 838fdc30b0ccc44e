import PolderCore

/// A container or network in an engine's list.
struct LabelledThing: Sendable, Hashable {
  let id: String
  let name: String
  let labels: [String: String]
  /// Whether it is a container that runs.
  let isRunning: Bool

  /// Reads an entry of a list; nil when it names nothing that could be removed.
  init?(_ entry: JSONValue) {
    guard let id = entry["Id"]?.string, EngineClient.isNumber(id) else { return nil }
    self.id = id
    let name = entry["Names"]?.array?.first?.string ?? entry["Name"]?.string ?? id
    self.name = EngineClient.oneLine(name.hasPrefix("/") ? String(name.dropFirst()) : name)
    var labels: [String: String] = [:]
    for (name, value) in entry["Labels"]?.object ?? [:] { labels[name] = value.string }
    self.labels = labels
    isRunning = ["running", "paused", "restarting", "stopping"].contains(entry["State"]?.string ?? "")
  }

  /// The run that it belongs to; nil for one of the node's own.
  var run: RunID? { labels[ContainerNames.run].flatMap { Int64($0) }.map { RunID($0) } }

  /// What it is for.
  var type: String? { labels[ContainerNames.type] }

  /// Whether it is the container of an algorithm.
  var isAlgorithm: Bool { type == ContainerNames.algorithm }

  /// Whether it leads into the VPN.
  var isOfVPN: Bool { type == ContainerNames.vpnClient || type == ContainerNames.vpnGate }
}
