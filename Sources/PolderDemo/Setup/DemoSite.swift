import PolderCore

/// One hospital as it takes part: its organization and the key of its node.
struct DemoSite: Sendable {
  let hospital: Hospital
  let organization: OrganizationID
  let node: NodeID
  let apiKey: String
}
