struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
  let sink: JSONSink
  let depth: Int
  let codingPath: [any CodingKey]
  private(set) var count = 0

  init(sink: JSONSink, depth: Int, codingPath: [any CodingKey]) {
    self.sink = sink
    self.depth = depth
    self.codingPath = codingPath
  }

  private mutating func member() {
    sink.member(at: depth, key: nil)
    count += 1
  }

  mutating func encodeNil() {
    member()
    sink.writer.raw("null")
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    member()
    try sink.write(value, at: depth, path: codingPath)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    member()
    return JSONValueEncoder(sink: sink, depth: depth, path: codingPath).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    member()
    return JSONValueEncoder(sink: sink, depth: depth, path: codingPath).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    member()
    return JSONValueEncoder(sink: sink, depth: depth, path: codingPath)
  }
}
