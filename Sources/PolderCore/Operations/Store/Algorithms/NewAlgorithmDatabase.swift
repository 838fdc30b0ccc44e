/// A database that a function needs, as it is submitted.
public struct NewAlgorithmDatabase: RequestBody, Hashable {
  /// The name.
  public var name = ""
  /// What it has to hold.
  public var description: String?

  /// Nothing given.
  public init() {}

  /// A database of that name.
  public init(name: String, description: String? = nil) {
    self.name = name
    self.description = description
  }

  /// The fields.
  public static let fields: [BodyField<Self>] = [
    .init(required: "name", \.name, .longest(1_024)),
    .init("description", \.description, .longest(65_536)),
  ]
}
