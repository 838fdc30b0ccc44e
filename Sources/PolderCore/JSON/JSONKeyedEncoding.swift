struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: JSONSink
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    sink.member(at: depth, key: key.stringValue)
    sink.writer.raw("null")
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    sink.member(at: depth, key: key.stringValue)
    try sink.write(value, at: depth)
  }

  private func optional(_ value: (some Encodable)?, _ key: Key) throws {
    if let value {
      try encode(value, forKey: key)
    } else if sink.absent == .null {
      encodeNil(forKey: key)
    }
  }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try optional(value, key) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    sink.member(at: depth, key: key.stringValue)
    return JSONValueEncoder(sink: sink, depth: depth).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    sink.member(at: depth, key: key.stringValue)
    return JSONValueEncoder(sink: sink, depth: depth).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { JSONValueEncoder(sink: sink, depth: depth) }

  func superEncoder(forKey key: Key) -> any Encoder {
    sink.member(at: depth, key: key.stringValue)
    return JSONValueEncoder(sink: sink, depth: depth)
  }
}
