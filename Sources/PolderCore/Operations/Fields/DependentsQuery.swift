/// Whether a deletion takes along what depends on the thing deleted.
public struct DependentsQuery: QueryParameters {
  /// Whether it does (deviation 3: `False` is false).
  public var deleteDependents: Bool?

  /// Nothing in particular.
  public init() {}

  /// Whether a deletion takes along what depends on the thing deleted.
  ///
  /// No is said by saying nothing: a Python server takes any word for yes (deviation 3).
  public init(deleteDependents: Bool) { self.deleteDependents = deleteDependents ? true : nil }

  /// The parameters.
  public static let fields: [QueryField<Self>] = [.init("delete_dependents", \.deleteDependents)]
}
