extension Wire {
  /// A number among the rules of a store: a text when somebody has set it, a number when it stands by default.
  public enum PolicyNumber: Sendable, Codable, Hashable {
    /// What somebody has set.
    case set(String)
    /// What stands by default.
    case standard(Int64)

    /// The number; nil when what was set is none.
    public var value: Int64? {
      switch self {
      case .set(let text): Int64(text)
      case .standard(let number): number
      }
    }

    /// Reads a text or a number.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let json = try container.decode(JSONValue.self)
      if let text = json.string {
        self = .set(text)
      } else {
        self = .standard(try container.decode(Int64.self))
      }
    }

    /// Writes a text or a number.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .set(let text): try container.encode(text)
      case .standard(let number): try container.encode(number)
      }
    }
  }
}

extension Wire.PolicyNumber: SchemaDescribed {
  /// A number, or its digits as a text.
  public static func schema(_ book: SchemaBook) -> JSONObject { ["type": ["integer", "string"]] }
  /// None.
  public static var sample: Self? { .standard(0) }
}
