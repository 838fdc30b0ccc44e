struct JSONSingleEncoding: SingleValueEncodingContainer {
  let sink: JSONSink
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.scalar(at: depth) { $0.raw("null") } }
  func encode(_ value: Bool) { sink.scalar(at: depth) { $0.raw(value ? "true" : "false") } }
  func encode(_ value: String) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: Double) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: Float) { sink.scalar(at: depth) { $0.write(Double(value)) } }
  func encode(_ value: Int) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: Int8) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: Int16) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: Int32) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: Int64) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: UInt) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: UInt8) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: UInt16) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: UInt32) { sink.scalar(at: depth) { $0.write(value) } }
  func encode(_ value: UInt64) { sink.scalar(at: depth) { $0.write(value) } }
  func encode<T: Encodable>(_ value: T) throws { try sink.write(value, at: depth) }
}
