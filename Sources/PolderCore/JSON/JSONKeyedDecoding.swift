struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let text: JSONText
  private let index: Int
  private let table: [String: Int]?

  init(_ text: JSONText, _ index: Int) {
    self.text = text
    self.index = index
    table = text.tokens[index].start < JSONText.tableFrom ? nil : text.members(of: index)
  }

  var codingPath: [any CodingKey] { text.path(to: index) }
  var allKeys: [Key] { text.keys(of: index).compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { member(key) != nil }

  private func member(_ key: Key) -> JSONValueDecoder? {
    let found = if let table { table[key.stringValue] } else { text.member(key.stringValue, of: index) }
    return found.map { JSONValueDecoder(text, $0) }
  }

  private func decoder(_ key: Key) throws -> JSONValueDecoder {
    guard let member = member(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "The key '\(key.stringValue)' is missing."))
    }
    return member
  }

  /// A member that may be missing or null.
  private func present(_ key: Key) -> JSONValueDecoder? {
    guard let member = member(key), !member.decodeNil() else { return nil }
    return member
  }

  func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).decode(type) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try decoder(key).decode(type) }
  func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decoder(key).decode(type)
  }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).decode(type) }

  // One search of the key, where the ready-made ones search three times.
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.decode(type) }
  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try present(key)?.decode(type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { JSONValueDecoder(text, index) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}
