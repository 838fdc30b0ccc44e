struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
  let sink: JSONSink
  let depth: Int
  private(set) var count = 0

  var codingPath: [any CodingKey] { [] }

  init(sink: JSONSink, depth: Int) {
    self.sink = sink
    self.depth = depth
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
    try sink.write(value, at: depth)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    member()
    return JSONValueEncoder(sink: sink, depth: depth).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    member()
    return JSONValueEncoder(sink: sink, depth: depth).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    member()
    return JSONValueEncoder(sink: sink, depth: depth)
  }
}
