/// A body that names one thing by its id.
public struct IDBody<Entity>: RequestBody {
  /// The id.
  public var id = ID<Entity>(0)

  /// Nothing given.
  public init() {}

  /// The body with that id.
  public init(_ id: ID<Entity>) { self.id = id }

  /// The fields.
  public static var fields: [BodyField<Self>] { [.init(required: "id", \.id, .positive)] }
}
