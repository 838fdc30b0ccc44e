import PolderCore

extension NodeRecord {
  func wire(_ links: Links, settings: [Wire.NodeSetting]) -> Wire.Node {
    Wire.Node(
      organization: organization.map(links.organization), collaboration: collaboration.map(links.collaboration),
      config: settings, id: id, type: "node", ip: ip, lastSeen: lastSeen, status: status, name: name)
  }

  /// The node as a collaboration lists it.
  func simple(_ links: Links) -> Wire.SimpleNode {
    Wire.SimpleNode(
      organization: organization.map(links.organization), id: id, ip: ip, lastSeen: lastSeen, status: status, name: name
    )
  }

  /// What a run tells about its node.
  var ofRun: Wire.RunNode { Wire.RunNode(id: id, ip: ip, status: status, name: name) }
}
