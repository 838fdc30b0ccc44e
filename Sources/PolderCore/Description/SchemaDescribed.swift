/// A type of replies that says itself what it looks like, because reading it does not tell: one of several shapes, or
/// a text of a special form.
public protocol SchemaDescribed {
  /// The JSON Schema; the book takes what has a name.
  static func schema(_ book: SchemaBook) throws -> JSONObject
  /// Any value, so that what holds this type can be read too; nil when an empty text, a zero or a false will do.
  static var sample: Self? { get }
}

extension SchemaDescribed {
  /// None is needed.
  public static var sample: Self? { nil }
}

extension Timestamp: SchemaDescribed {
  /// A date and a time without zone, in UTC.
  public static func schema(_ book: SchemaBook) -> JSONObject {
    ["type": "string", "description": "ISO 8601, UTC without zone, as in 2026-01-31T12:00:00.123456"]
  }
  /// The beginning of time.
  public static var sample: Timestamp? { Timestamp(microseconds: 0) }
}

extension JSONValue: SchemaDescribed {
  /// Anything.
  public static func schema(_ book: SchemaBook) -> JSONObject { JSONObject() }
  /// Nothing.
  public static var sample: JSONValue? { .null }
}

extension Array: SchemaDescribed where Element: Decodable {
  /// A list.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    ["type": "array", "items": .object(try book.schema(of: Element.self))]
  }
  /// An empty one.
  public static var sample: [Element]? { [] }
}

extension Wire.Related: SchemaDescribed {
  /// An address, or the objects themselves.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    [
      "oneOf": [
        ["type": "string"], ["type": "array", "items": .object(try book.schema(of: Item.self))],
      ]
    ]
  }
}

extension Wire.TaskReference: SchemaDescribed {
  /// A reference, or the task itself.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    try book.oneOf(Wire.Link<Entities.Task>.self, Wire.RunTask.self)
  }
}

extension Wire.RefreshedTokens: SchemaDescribed {
  /// Those of a user or those of a node.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    try book.oneOf(Wire.UserTokens.self, Wire.NodeTokens.self)
  }
}
