/// A decoder that has nothing to read: it notes what is asked for, and gives the emptiest value there is.
final class SchemaProbe: Decoder {
  let book: SchemaBook
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  /// The members that were asked for, in their order.
  var properties = JSONObject()
  /// Whether an object was asked for.
  var isObject = false
  /// What was asked for where it is no object.
  var single = JSONObject()

  init(book: SchemaBook) { self.book = book }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    isObject = true
    return KeyedDecodingContainer(SchemaKeyed<Key>(probe: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unknown("a list without a type") }

  func singleValueContainer() -> any SingleValueDecodingContainer { SchemaSingle(probe: self) }

  /// The schema and a value of what is asked for by name.
  func look<T: Decodable>(at type: T.Type) throws -> (schema: JSONObject, value: T) {
    if let found = Self.primitive(type) { return found }
    return try book.look(at: type)
  }

  private static func primitive<T>(_ type: T.Type) -> (schema: JSONObject, value: T)? {
    let known: [(JSONObject, Any)] = [
      (["type": "string"], ""), (["type": "boolean"], false), (["type": "integer"], 0),
      (["type": "integer"], Int32(0)), (["type": "integer"], Int64(0)), (["type": "integer"], UInt64(0)),
      (["type": "number"], 0.0), (["type": "number"], Float(0)),
    ]
    for (schema, value) in known { if let value = value as? T { return (schema, value) } }
    return nil
  }

  /// A schema that may also be null.
  static func nullable(_ schema: JSONObject) -> JSONObject {
    guard let type = schema["type"]?.string, schema["enum"] == nil else {
      return ["anyOf": [.object(schema), ["type": "null"]]]
    }
    var schema = schema
    schema["type"] = [.string(type), "null"]
    return schema
  }

  static func unknown(_ what: String) -> PolderError {
    PolderError(
      "description-unknown", "The description of the API can not tell what \(what) looks like.",
      nextStep: "Let the type conform to SchemaDescribed.")
  }
}
