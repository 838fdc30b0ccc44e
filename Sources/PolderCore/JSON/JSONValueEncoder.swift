/// Encodes an `Encodable` value as JSON with the keys in the order in which it writes them.
public struct JSONValueEncoder: Encoder {
  /// What becomes of an optional member without a value.
  public enum Absent: Sendable {
    /// `"key": null`, as replies have it.
    case null
    /// The key is left out, as request bodies have it.
    case omitted
  }

  let sink: JSONSink
  let depth: Int
  /// Empty: no type of ours asks, and to know it would cost a list for every value.
  public var codingPath: [any CodingKey] { [] }
  /// Empty: nothing is handed down.
  public var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(sink: JSONSink, depth: Int) {
    self.sink = sink
    self.depth = depth
  }

  /// The value as compact JSON in UTF-8.
  public static func bytes(of value: some Encodable, absent: Absent = .null) throws -> [UInt8] {
    let sink = JSONSink(absent: absent)
    try value.encode(to: JSONValueEncoder(sink: sink, depth: 0))
    sink.unwind(to: 0)
    return sink.writer.bytes
  }

  /// The value as a JSON value.
  public static func value(of value: some Encodable, absent: Absent = .null) throws -> JSONValue {
    if let value = value as? JSONValue { return value }
    return try JSONValue(parsing: bytes(of: value, absent: absent), limits: .init(bytes: .max, allowsNonFinite: true))
  }

  /// Writes a value whose JSON its type makes itself.
  func write(straight body: (inout JSONWriter) -> Void) { sink.scalar(at: depth, body) }

  /// Starts an object.
  public func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    sink.open(.object, at: depth)
    return KeyedEncodingContainer(JSONKeyedEncoding<Key>(sink: sink, depth: depth + 1))
  }

  /// Starts a list.
  public func unkeyedContainer() -> any UnkeyedEncodingContainer {
    sink.open(.array, at: depth)
    return JSONUnkeyedEncoding(sink: sink, depth: depth + 1)
  }

  /// Takes a single value.
  public func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONSingleEncoding(sink: sink, depth: depth)
  }
}
