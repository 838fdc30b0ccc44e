/// Shows a collaboration.
public enum GetCollaboration: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// What to put in place of addresses.
  public typealias Query = IncludeQuery
  /// The collaboration.
  public typealias Reply = Wire.Collaboration
  /// `GET /collaboration/<id>`
  public static let route = Route(.get, "collaboration/<id>")
  /// Who may.
  public static let access = Access([.user, .node, .container], .memberOfCollaboration(.collaboration, .view))
  /// What it does.
  public static let summary = "Shows a collaboration"
}
