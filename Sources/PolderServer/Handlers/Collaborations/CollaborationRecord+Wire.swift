import PolderCore

extension CollaborationRecord {
  /// The collaboration, with its organizations where they were asked for.
  func wire(_ links: Links, organizations: [OrganizationRecord]? = nil) -> Wire.Collaboration {
    let related: Wire.Related<Wire.Organization> =
      organizations.map { .items($0.map { $0.wire(links) }) }
      ?? .link(links.list("organization", "collaboration_id", id))
    return Wire.Collaboration(
      organizations: related, nodes: links.list("node", "collaboration_id", id),
      tasks: links.list("task", "collaboration_id", id),
      algorithmStores: links.list("algorithmstore", "collaboration_id", id),
      studies: links.list("study", "collaboration_id", id), id: id, name: name, encrypted: isEncrypted)
  }
}
