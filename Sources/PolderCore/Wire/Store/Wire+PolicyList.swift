extension Wire {
  /// Whom a rule of a store allows.
  public enum PolicyList: Sendable, Codable, Hashable {
    /// Everybody.
    case all
    /// Those alone.
    case these([String])

    /// Whether a text is among those who are allowed.
    public func contains(_ text: String) -> Bool {
      switch self {
      case .all: true
      case .these(let texts): texts.contains(text)
      }
    }

    /// Reads `all`, another text alone, or a list.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let json = try container.decode(JSONValue.self)
      if let text = json.string {
        self = text == "all" ? .all : .these([text])
      } else {
        let texts = try container.decode([String].self)
        self = texts == ["all"] ? .all : .these(texts)
      }
    }

    /// Writes `all`, or a list.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .all: try container.encode("all")
      case .these(let texts): try container.encode(texts)
      }
    }
  }
}

extension Wire.PolicyList: SchemaDescribed {
  /// `all`, or a list.
  public static func schema(_ book: SchemaBook) -> JSONObject {
    ["anyOf": [["const": "all"], ["type": "array", "items": ["type": "string"]]]]
  }
  /// Everybody.
  public static var sample: Self? { .all }
}
