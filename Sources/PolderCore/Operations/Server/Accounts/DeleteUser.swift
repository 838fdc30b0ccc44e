/// Removes a user.
public enum DeleteUser: Operation {
  /// The id in the path.
  public typealias Path = UserID
  /// How far it goes.
  public struct Query: QueryParameters {
    /// Whether the user's tasks go too.
    public var deleteDependents: Bool?

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] = [.init("delete_dependents", \.deleteDependents)]
  }
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /user/<id>`
  public static let route = Route(.delete, "user/<id>")
  /// Who may.
  public static let access = Access([.user], .any([.itselfWithRule(.user, .delete), .organization(.user, .delete)]))
  /// What it does.
  public static let summary = "Removes a user"
}
