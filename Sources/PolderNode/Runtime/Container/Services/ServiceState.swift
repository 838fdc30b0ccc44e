import PolderCore

/// What an engine tells of a container that is to be linked (`GET /containers/NAME/json`).
struct ServiceState: Sendable, Hashable {
  let id: String
  let isRunning: Bool
  /// The ports of TCP that its image or its container names.
  let ports: [Int]
  /// Its addresses of IPv4, by network.
  let addresses: [String: String]

  /// How many ports of one service are led to at the most.
  static let mostPorts = 32

  init(_ answer: JSONValue) {
    id = answer["Id"]?.string ?? ""
    isRunning = answer["State"]?["Running"]?.bool ?? false
    var found: Set<Int> = []
    for named in [answer["Config"]?["ExposedPorts"], answer["NetworkSettings"]?["Ports"]] {
      for (text, _) in named?.object ?? JSONObject() {
        let parts = text.split(separator: "/")
        guard let first = parts.first, parts.count == 1 || parts[1] == "tcp" else { continue }
        // A span of ports is written with a dash.
        let ends = first.split(separator: "-").compactMap { Int($0) }
        guard let low = ends.first, let high = ends.last, 1 <= low, low <= high, high <= 65_535 else { continue }
        found.formUnion(low...min(high, low + Self.mostPorts))
      }
    }
    ports = Array(found.sorted().prefix(Self.mostPorts))
    var addresses: [String: String] = [:]
    for (name, network) in answer["NetworkSettings"]?["Networks"]?.object ?? JSONObject() {
      addresses[name] = network["IPAddress"]?.string ?? ""
    }
    self.addresses = addresses
  }

  /// Why algorithms can not reach it; nil when they can.
  func problem(_ service: LinkedService) -> String? {
    if !isRunning { return "its container `\(service.container)` does not run" }
    if ports.isEmpty {
      return "its container `\(service.container)` names no port of TCP; start it with --expose or --publish"
    }
    return nil
  }

  static func missing(_ service: LinkedService) -> String { "there is no container `\(service.container)`" }
}
