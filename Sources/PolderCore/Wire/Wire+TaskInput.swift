extension Wire {
  /// One organization that shall run a task, and its input.
  public struct TaskInput: Hashable, Sendable, BodyValue {
    /// The organization; nil when the request named none, which is refused.
    public let id: OrganizationID?
    /// The input: base64 or the encrypted form, or the id of a blob.
    public let input: String?

    /// An organization and its input.
    public init(id: OrganizationID, input: String) {
      self.id = id
      self.input = input
    }

    /// Reads an object.
    public init?(body json: JSONValue) {
      guard let object = json.object else { return nil }
      id = object["id"].flatMap { OrganizationID(body: $0) }
      input = object["input"]?.string
    }

    /// The object.
    public var bodyJSON: JSONValue {
      ["id": id?.bodyJSON ?? .null, "input": input.map { .string($0) } ?? .null]
    }

    /// The contract's text.
    public static var refusal: String { "Not a valid mapping type." }
    /// An object.
    public static var schema: JSONObject {
      ["type": "object", "properties": ["id": ["type": "integer"], "input": ["type": "string"]], "required": ["id"]]
    }
  }
}

extension BodyConstraint where Value == [Wire.TaskInput] {
  /// At least one organization, each named.
  static var someOrganization: Self {
    Self(schema: ["minItems": 1]) { inputs in
      if inputs.isEmpty { return "At least one organization is required" }
      return inputs.contains { $0.id == nil } ? "Organization id is required for each organization" : nil
    }
  }
}

extension BodyConstraint where Value == [OrganizationID] {
  /// At least one id, each from 1, none twice.
  static var distinctIDs: Self {
    Self(schema: ["minItems": 1, "uniqueItems": true]) { ids in
      if ids.isEmpty { return "At least one organization id is required" }
      if ids.contains(where: { $0.rawValue < 1 }) { return "Organization ids must be greater than 0" }
      return Set(ids).count == ids.count ? nil : "Organization ids must be unique"
    }
  }
}

extension BodyConstraint where Value == String {
  /// An http or https address with a host.
  static var url: Self {
    Self(schema: ["format": "uri", "pattern": "^[hH][tT][tT][pP][sS]?://[^/:]", "maxLength": 2048]) { text in
      let rest = ["http://", "https://"].first { text.lowercased().hasPrefix($0) }.map { text.dropFirst($0.count) }
      guard let rest, let first = rest.first, first != "/", first != ":", !text.contains(where: \.isWhitespace),
        text.utf8.count <= 2_048
      else { return "Not a valid URL." }
      return nil
    }
  }
}
