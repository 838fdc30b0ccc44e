import PolderCore

/// Which organizations take part in some collaborations.
struct Memberships {
  private(set) var collaborations: Set<CollaborationID> = []
  private(set) var organizations: Set<OrganizationID> = []
  private var confirmed: Set<OrganizationID> = []

  mutating func add(_ organization: OrganizationID, to collaboration: CollaborationID, isConfirmed: Bool) {
    collaborations.insert(collaboration)
    organizations.insert(organization)
    if isConfirmed { confirmed.insert(organization) }
  }

  /// Those of which no membership was confirmed (deviation 34).
  var unconfirmed: Set<OrganizationID> { organizations.subtracting(confirmed) }

  /// The memberships as one of the organizations has them, none for another.
  func ofMember(_ organization: OrganizationID?) -> Memberships {
    guard let organization, organizations.contains(organization) else { return Memberships() }
    return self
  }
}
