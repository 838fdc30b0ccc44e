/// A way to show the results of a function, as it is submitted.
public struct NewAlgorithmVisualization: RequestBody, Hashable {
  /// The name.
  public var name = ""
  /// What one sees.
  public var description: String?
  /// What it is, a word of `AlgorithmVisualizationType`.
  public var type = ""
  /// Which parts of the result are shown where.
  public var schema: JSONObject?

  /// Nothing given.
  public init() {}

  /// A visualization of that name and type.
  public init(
    name: String, type: AlgorithmVisualizationType, description: String? = nil, schema: JSONObject? = nil
  ) {
    self.name = name
    self.type = type.rawValue
    self.description = description
    self.schema = schema
  }

  /// The fields.
  public static let fields: [BodyField<Self>] = [
    .init(required: "name", \.name, .longest(1_024)),
    .init("description", \.description, .longest(65_536)),
    .init(
      required: "type", \.type, .word(of: AlgorithmVisualizationType.self, "UI visualization type", " ")),
    .init("schema", \.schema),
  ]

  /// What the schema says that a visualization of its type can not.
  public func problems() -> [String] {
    guard let schema, !schema.isEmpty, let type = AlgorithmVisualizationType(rawValue: type) else { return [] }
    return Self.problem(of: schema, type).map {
      ["Schema does not match requirements for that visualization type: \($0)"]
    } ?? []
  }

  private static func problem(of schema: JSONObject, _ type: AlgorithmVisualizationType) -> String? {
    if type == .line {
      for name in ["x", "y"] where schema[name] == nil { return "'\(name)' is a required property" }
    }
    for (name, value) in schema {
      switch (type, name) {
      case (_, "location"), (.table, "columns"):
        guard value.array?.allSatisfy({ $0.string != nil }) == true else { return "'\(name)' is no list of texts" }
      case (.line, "x"), (.line, "y"):
        guard value.string != nil else { return "'\(name)' is no text" }
      case (.line, "y_axis_min"), (.line, "y_axis_max"):
        guard value.double != nil else { return "'\(name)' is no number" }
      default: return "'\(name.prefix(128))' is no property of it"
      }
    }
    return nil
  }
}
