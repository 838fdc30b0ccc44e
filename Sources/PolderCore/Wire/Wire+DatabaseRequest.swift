extension Wire {
  /// A database that a task asks for: its label and what else the node has to know.
  public struct DatabaseRequest: Hashable, Sendable, BodyValue {
    /// The label at the nodes.
    public let label: String?
    /// The other settings: `arguments`, `preprocessing`, `query`, `sheet_name`.
    public let parameters: JSONObject

    /// A label and settings.
    public init(label: String, parameters: JSONObject = [:]) {
      self.label = label
      self.parameters = parameters
    }

    /// Reads an object.
    public init?(body json: JSONValue) {
      guard var object = json.object else { return nil }
      label = object["label"]?.string
      object["label"] = nil
      parameters = object
    }

    /// The object.
    public var bodyJSON: JSONValue {
      var object: JSONObject = ["label": label.map { .string($0) } ?? .null]
      for (key, value) in parameters { object[key] = value }
      return .object(object)
    }

    /// The contract's text.
    public static var refusal: String { "Not a valid mapping type." }
    /// An object.
    public static var schema: JSONObject {
      ["type": "object", "properties": ["label": ["type": "string"]], "required": ["label"]]
    }
  }
}
