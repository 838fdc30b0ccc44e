/// A parsed JSON text: its values are found where they stand, and made when they are asked for.
public final class JSONText: Sendable {
  let bytes: [UInt8]
  /// The values in the order of the text; a container stands before its elements, a key before its value.
  let tokens: [JSONToken]

  /// Parses one JSON text.
  /// - Throws: `JSONParser.Failure` when it is none, or costs more than the limits allow
  public init(
    parsing bytes: some Collection<UInt8>, limits: JSONParser.Limits = .init()
  ) throws(JSONParser.Failure) {
    var parser = JSONParser(Array(bytes), limits: limits)
    tokens = try parser.parse()
    self.bytes = parser.bytes
  }

  /// The whole as a value.
  public var value: JSONValue { value(at: 0) }

  /// The whole as a value of a type.
  /// - Throws: `DecodingError` with the path of what did not fit
  public func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: JSONValueDecoder(self, 0)) }

  func value(at index: Int) -> JSONValue {
    let token = tokens[index]
    switch token.kind {
    case .null: return .null
    case .yes: return .bool(true)
    case .no: return .bool(false)
    case .integer: return .integer(integer(at: index) ?? 0)
    case .number, .notANumber, .infinity, .negativeInfinity: return .number(double(at: index) ?? .nan)
    case .plain, .escaped: return .string(string(at: index) ?? "")
    case .array:
      var elements: [JSONValue] = []
      elements.reserveCapacity(Int(token.start))
      var next = index + 1
      while next < token.end {
        elements.append(value(at: next))
        next = behind(next)
      }
      return .array(elements)
    case .object:
      var object = JSONObject()
      object.reserve(Int(token.start))
      forEachMember(of: index) { key, member in object[string(at: key) ?? ""] = value(at: member) }
      return .object(object)
    }
  }

  /// The token behind a value.
  func behind(_ index: Int) -> Int { tokens[index].kind.isContainer ? Int(tokens[index].end) : index + 1 }
}
