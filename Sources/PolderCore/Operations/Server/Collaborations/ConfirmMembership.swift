/// Confirms that an organization takes part in a collaboration into which somebody else brought it (deviation 34).
public enum ConfirmMembership: Operation {
  /// The organization in the collaboration.
  public typealias Path = MembershipPath
  /// What was done.
  public typealias Reply = Wire.Message
  /// `POST /polder/collaboration/<id>/organization/<organization_id>/confirm`
  public static let route = Route(.post, "polder/collaboration/<id>/organization/<organization_id>/confirm")
  /// A user of that organization who may edit its record, or one who may edit every organization's.
  public static let access = Access(
    [.user],
    .any([
      .atLeast(.global, .organization, .edit),
      .all([.ownOrganization, .atLeast(.organization, .organization, .edit)]),
    ]))
  /// What it does.
  public static let summary = "Confirms that an organization takes part in a collaboration"
}
