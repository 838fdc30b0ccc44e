/// Whether a deletion takes along what depends on the thing deleted.
public struct DependentsQuery: QueryParameters {
  /// Whether it does (deviation 3: `False` is false).
  public var deleteDependents: Bool?

  /// Nothing in particular.
  public init() {}

  /// Whether a deletion takes along what depends on the thing deleted.
  public init(deleteDependents: Bool) { self.deleteDependents = deleteDependents }

  /// The parameters.
  public static let fields: [QueryField<Self>] = [.init("delete_dependents", \.deleteDependents)]
}
