/// Decodes a `Decodable` value where it stands in a JSON text.
public struct JSONValueDecoder: Decoder {
  let text: JSONText
  let index: Int

  init(_ text: JSONText, _ index: Int) {
    self.text = text
    self.index = index
  }

  /// Decodes a value of a type; throws `DecodingError` with the path of what did not fit.
  public static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
    let limits = JSONParser.Limits(bytes: .max, depth: .max, allowsNonFinite: true)
    return try JSONText(parsing: value.bytes, limits: limits).decode(type)
  }

  /// The value to decode.
  public var value: JSONValue { text.value(at: index) }
  /// Where the value stands in the whole.
  public var codingPath: [any CodingKey] { text.path(to: index) }
  /// Empty: nothing is handed down.
  public var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The members of an object.
  public func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard kind == .object else { throw mismatch([String: JSONValue].self, "an object") }
    return KeyedDecodingContainer(JSONKeyedDecoding<Key>(text, index))
  }

  /// The elements of a list.
  public func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard kind == .array else { throw mismatch([JSONValue].self, "a list") }
    return JSONUnkeyedDecoding(text, index)
  }

  /// The member of an object, without a container for all of them.
  func member(_ key: String) throws -> JSONValueDecoder {
    guard kind == .object else { throw mismatch([String: JSONValue].self, "an object") }
    guard let found = text.member(key, of: index) else {
      throw DecodingError.keyNotFound(
        JSONKey(stringValue: key), .init(codingPath: codingPath, debugDescription: "The key '\(key)' is missing."))
    }
    return JSONValueDecoder(text, found)
  }

  /// A list of texts, without a container.
  func texts() throws -> [String] {
    guard kind == .array else { throw mismatch([JSONValue].self, "a list") }
    var texts: [String] = []
    texts.reserveCapacity(Int(text.tokens[index].start))
    var next = index + 1
    while next < text.tokens[index].end {
      texts.append(try JSONValueDecoder(text, next).decode(String.self))
      next = text.behind(next)
    }
    return texts
  }

  /// The value itself.
  public func singleValueContainer() -> any SingleValueDecodingContainer { self }

  private var kind: JSONToken.Kind { text.tokens[index].kind }

  private func mismatch(_ type: any Any.Type, _ expectation: String) -> DecodingError {
    .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "Expected \(expectation)."))
  }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
  /// Whether the value is `null`.
  public func decodeNil() -> Bool { kind == .null }

  /// The truth value.
  public func decode(_ type: Bool.Type) throws -> Bool {
    guard kind == .yes || kind == .no else { throw mismatch(type, "true or false") }
    return kind == .yes
  }

  /// The text.
  public func decode(_ type: String.Type) throws -> String {
    guard let string = text.string(at: index) else { throw mismatch(type, "a text") }
    return string
  }

  /// The number.
  public func decode(_ type: Double.Type) throws -> Double {
    guard let double = text.double(at: index) else { throw mismatch(type, "a number") }
    return double
  }

  /// The number, rounded.
  public func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

  /// The integer; a number without a fraction is one.
  public func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws -> T {
    let integer =
      if let integer = text.integer(at: index) { T(exactly: integer) } else {
        text.double(at: index).flatMap { T(exactly: $0) }
      }
    guard let integer else { throw mismatch(type, "an integer in range") }
    return integer
  }

  /// Any other type.
  public func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }
}
