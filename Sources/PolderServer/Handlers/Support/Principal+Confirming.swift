import PolderCore

extension Principal {
  /// Those organizations whose membership counts as confirmed when this caller makes them members (deviation 34).
  func confirms(_ organizations: [OrganizationID]) -> Set<OrganizationID> {
    Set(organizations.filter { Authorizer.allows(ConfirmMembership.access, self, Facts(organization: $0)) })
  }
}
