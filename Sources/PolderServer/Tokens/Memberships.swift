import PolderCore

/// Which organizations take part in some collaborations.
struct Memberships {
  /// One organization's part in one collaboration.
  struct Entry {
    let organization: OrganizationID
    let collaboration: CollaborationID
    let isConfirmed: Bool
  }

  let collaborations: Set<CollaborationID>
  let organizations: Set<OrganizationID>
  /// Those of which no membership was confirmed (deviation 34).
  let unconfirmed: Set<OrganizationID>

  init(_ entries: [Entry] = []) {
    collaborations = Set(entries.map(\.collaboration))
    organizations = Set(entries.map(\.organization))
    unconfirmed = organizations.subtracting(entries.filter(\.isConfirmed).map(\.organization))
  }

  /// The memberships as one of the organizations has them, none for another.
  func ofMember(_ organization: OrganizationID?) -> Memberships {
    guard let organization, organizations.contains(organization) else { return Memberships() }
    return self
  }
}
