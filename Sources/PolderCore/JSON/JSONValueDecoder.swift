/// Decodes a `Decodable` value from a JSON value.
public struct JSONValueDecoder: Decoder {
  /// The value to decode.
  public let value: JSONValue
  /// Where the value stands in the whole.
  public let codingPath: [any CodingKey]
  /// Empty: nothing is handed down.
  public let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ value: JSONValue, path: [any CodingKey]) {
    self.value = value
    codingPath = path
  }

  /// Decodes a value of a type; throws `DecodingError` with the path of what did not fit.
  public static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
    try T(from: JSONValueDecoder(value, path: []))
  }

  /// The members of an object.
  public func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else { throw mismatch([String: JSONValue].self, "an object") }
    return KeyedDecodingContainer(JSONKeyedDecoding<Key>(object: object, codingPath: codingPath))
  }

  /// The elements of a list.
  public func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch([JSONValue].self, "a list") }
    return JSONUnkeyedDecoding(elements: elements, codingPath: codingPath)
  }

  /// The value itself.
  public func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func mismatch(_ type: any Any.Type, _ expectation: String) -> DecodingError {
    .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "Expected \(expectation)."))
  }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
  /// Whether the value is `null`.
  public func decodeNil() -> Bool { value.isNull }

  /// The truth value.
  public func decode(_ type: Bool.Type) throws -> Bool {
    guard let bool = value.bool else { throw mismatch(type, "true or false") }
    return bool
  }

  /// The text.
  public func decode(_ type: String.Type) throws -> String {
    guard let string = value.string else { throw mismatch(type, "a text") }
    return string
  }

  /// The number.
  public func decode(_ type: Double.Type) throws -> Double {
    guard let double = value.double else { throw mismatch(type, "a number") }
    return double
  }

  /// The number, rounded.
  public func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

  /// Any other type.
  public func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let integer = T.self as? any FixedWidthInteger.Type { return try cast(integer.exactly(value), type) }
    return try T(from: self)
  }

  private func cast<T>(_ number: Any?, _ type: T.Type) throws -> T {
    guard let number = number as? T else { throw mismatch(type, "an integer in range") }
    return number
  }
}

extension FixedWidthInteger {
  fileprivate static func exactly(_ value: JSONValue) -> Self? {
    switch value {
    case .integer(let integer): Self(exactly: integer)
    case .number(let number): Self(exactly: number)
    default: nil
    }
  }
}
