extension JSONValue {
  /// Parses one JSON text; throws `JSONParser.Failure`.
  public init(parsing bytes: some Collection<UInt8>, limits: JSONParser.Limits = .init()) throws(JSONParser.Failure) {
    self = try JSONText(parsing: bytes, limits: limits).value
  }

  /// Parses one JSON text; throws `JSONParser.Failure`.
  public init(parsing text: String, limits: JSONParser.Limits = .init()) throws(JSONParser.Failure) {
    self = try JSONValue(parsing: text.utf8, limits: limits)
  }

  /// The value as compact JSON in UTF-8.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The value as compact JSON.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSONValue: CustomStringConvertible {
  /// The value as compact JSON.
  public var description: String { text }
}

extension JSONValue: Codable {
  /// Takes any value of a decoder.
  public init(from decoder: any Decoder) throws {
    if let decoder = decoder as? JSONValueDecoder {
      self = decoder.value
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      // A mismatch of type is how one learns the type here.
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      let members = try container.decode([String: JSONValue].self)
      var object = JSONObject()
      for key in members.keys.sorted() { object[key] = members[key] }
      self = .object(object)
    }
  }

  /// Writes the value to any encoder.
  public func encode(to encoder: any Encoder) throws {
    if let encoder = encoder as? JSONValueEncoder {
      encoder.sink.scalar(at: encoder.depth) { $0.write(self) }
      return
    }
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value):
      try container.encode(Dictionary(uniqueKeysWithValues: value.map { ($0.key, $0.value) }))
    }
  }
}
