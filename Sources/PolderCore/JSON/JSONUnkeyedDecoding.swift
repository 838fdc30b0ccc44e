struct JSONUnkeyedDecoding: UnkeyedDecodingContainer {
  private let text: JSONText
  private let index: Int
  private var position: Int
  private(set) var currentIndex = 0

  init(_ text: JSONText, _ index: Int) {
    self.text = text
    self.index = index
    position = index + 1
  }

  var codingPath: [any CodingKey] { text.path(to: index) }
  var count: Int? { Int(text.tokens[index].start) }
  var isAtEnd: Bool { position == text.tokens[index].end }

  private mutating func next() throws -> JSONValueDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, .init(codingPath: codingPath, debugDescription: "The list ends at \(currentIndex)."))
    }
    defer { advance() }
    return JSONValueDecoder(text, position)
  }

  private mutating func advance() {
    position = text.behind(position)
    currentIndex += 1
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, text.tokens[position].kind == .null else { return false }
    advance()
    return true
  }

  mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { try next() }
}
