extension Wire {
  /// The columns of a database as nodes told them, or the task that asks for them.
  public enum Columns: Sendable, Codable {
    /// What the first node that told any has told.
    case known([String])
    /// The task whose results will tell.
    case asked(Task)

    private enum CodingKeys: String, CodingKey {
      case columns
    }

    /// Reads either form.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      if let columns = try container.decodeIfPresent([String].self, forKey: .columns) {
        self = .known(columns)
      } else {
        self = .asked(try Task(from: decoder))
      }
    }

    /// Writes `{"columns": […]}`, or the task.
    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .known(let columns):
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columns, forKey: .columns)
      case .asked(let task): try task.encode(to: encoder)
      }
    }
  }
}

extension Wire.Columns: SchemaDescribed {
  /// The columns, or the task.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    let columns: JSONObject = [
      "type": "object", "properties": ["columns": ["type": "array", "items": ["type": "string"]]],
      "required": ["columns"],
    ]
    return ["anyOf": [.object(columns), .object(try book.schema(of: Wire.Task.self))]]
  }
}
