import PolderCore

/// The names and labels of a node's containers, as the incumbent gives them, and labels of Polder's own.
struct ContainerNames: Sendable {
  /// Of one start; a container with another value is of another start.
  static let order = "polder.order"
  /// The mark of the node whose containers they are.
  static let node = "polder.node"

  /// What a container is for, and for which run.
  static let type = "vantage6-type"
  static let run = "run_id"
  static let algorithm = "algorithm"
  static let serviceHelper = "service-helper"
  static let vpnClient = "vpn-client"
  static let vpnGate = "vpn-gate"

  let node: String
  /// Tells nodes of the same name apart: in containers of their own all have the same folder too.
  let mark: String

  /// Names of containers hold letters, digits, `_`, `.` and `-`.
  init(node: String, mark: String) {
    let plain = node.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || "_.-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    }
    self.node = String(plain.prefix(100))
    self.mark = mark
  }

  func container(_ run: RunID) -> String { "vantage6-\(node)-\(mark)-run-\(run.rawValue)" }
  /// The network in which relays reach linked services.
  var network: String { "vantage6-\(node)-\(mark)-net" }
  /// The relay to a linked service.
  func link(_ alias: String) -> String { "vantage6-\(node)-\(mark)-link-\(alias)-relay" }
  /// The labels of both.
  var serviceLabels: [(name: String, value: String)] { labels(Self.serviceHelper) }
  /// The client of the VPN between nodes.
  var vpnClient: String { "vantage6-\(node)-\(mark)-vpn-client" }
  /// The gate between runs and the VPN.
  var vpnGate: String { "vantage6-\(node)-\(mark)-vpn-gate-relay" }
  func relay(_ run: RunID) -> String { container(run) + "-relay" }
  /// A relay that is made before a run asks for it.
  func spare(_ order: String) -> String { "vantage6-\(node)-\(mark)-\(order.prefix(8).lowercased())-relay" }

  /// The labels of what belongs to no run.
  func labels(_ type: String, order: String? = nil) -> [(name: String, value: String)] {
    [(Self.type, type), ("node", node), (Self.node, mark)] + (order.map { [(Self.order, $0)] } ?? [])
  }

  func labels(_ type: String, _ run: RunID, order: String) -> [(name: String, value: String)] {
    labels(type, order: order) + [(Self.run, "\(run.rawValue)")]
  }
}
