public import PolderCore

/// Where the part of a subtask at one organization stands.
public struct SubtaskRun: Sendable {
  /// The id of the run.
  public let id: RunID
  /// The organization.
  public let organization: OrganizationID
  /// The status, one of `RunStatus` or a text of an older server.
  public let status: String
  /// What the program at the organization printed, or why the node refused.
  public let log: String?

  init?(json: JSONValue) {
    guard let id = json["id"]?.integer, let organization = json["organization"]?["id"]?.integer,
      let status = json["status"]?.string
    else { return nil }
    self.id = RunID(id)
    self.organization = OrganizationID(organization)
    self.status = status
    log = json["log"]?.string
  }
}
