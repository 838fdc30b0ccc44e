import PolderCore

extension StudyRecord {
  /// The study, with its organizations where they were asked for.
  func wire(_ links: Links, organizations: [OrganizationRecord]? = nil) -> Wire.Study {
    Wire.Study(
      collaboration: collaboration.map(links.collaboration),
      organizations: organizations.map { .items($0.map { $0.wire(links) }) }
        ?? .link(links.list("organization", "study_id", id)),
      tasks: links.list("task", "study_id", id), id: id, name: name)
  }

  /// What access to it is judged by; `members` are its organizations.
  func facts(_ members: [OrganizationRecord]) -> Facts {
    Facts(collaboration: collaboration, members: Set(members.map(\.id)))
  }
}
