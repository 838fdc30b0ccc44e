public import PolderCore

/// What one organization gave back.
public struct PartialResult: Sendable {
  /// The organization.
  public let organization: OrganizationID
  /// Its result.
  public let value: JSONValue

  /// What one organization gave back.
  public init(organization: OrganizationID, value: JSONValue) {
    self.organization = organization
    self.value = value
  }
}
