/// Deletes a collaboration.
public enum DeleteCollaboration: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// Whether to take dependents along.
  public typealias Query = DependentsQuery
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /collaboration/<id>`
  public static let route = Route(.delete, "collaboration/<id>")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .delete))
  /// What it does.
  public static let summary = "Deletes a collaboration"
}
