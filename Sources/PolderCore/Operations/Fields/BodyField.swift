/// One field of a request's body: its name, type, constraints, and where it goes.
public struct BodyField<Body>: Sendable {
  /// The name on the wire.
  public let name: String
  /// Whether it has to be there.
  public let isRequired: Bool
  /// Its JSON Schema.
  public let schema: JSONObject
  /// Takes the value, or nil when absent; says what is wrong.
  let read: @Sendable (inout Body, JSONValue?) -> [String]
  let write: @Sendable (Body) -> JSONValue?

  /// A field that has to be there.
  public init<Value: BodyValue>(
    required name: String, _ path: any WritableKeyPath<Body, Value> & Sendable, _ constraints: BodyConstraint<Value>...
  ) {
    self.name = name
    isRequired = true
    schema = Self.schema(Value.schema, constraints.map(\.schema))
    read = { body, json in
      guard let json else { return ["Missing data for required field."] }
      return Self.take(json, constraints) { body[keyPath: path] = $0 }
    }
    write = { $0[keyPath: path].bodyJSON }
  }

  /// A field that may be absent; null is refused unless `nullable`, and then means absent.
  public init<Value: BodyValue>(
    _ name: String, _ path: any WritableKeyPath<Body, Value?> & Sendable, nullable: Bool = false,
    _ constraints: BodyConstraint<Value>...
  ) {
    self.name = name
    isRequired = false
    let full = Self.schema(Value.schema, constraints.map(\.schema))
    schema = nullable ? SchemaProbe.nullable(full) : full
    read = { body, json in
      guard let json else { return [] }
      if json.isNull, nullable { return [] }
      return Self.take(json, constraints) { body[keyPath: path] = $0 }
    }
    write = { $0[keyPath: path]?.bodyJSON }
  }

  /// The schema of the type with what the constraints add.
  private static func schema(_ schema: JSONObject, _ additions: [JSONObject]) -> JSONObject {
    var schema = schema
    for addition in additions { for (key, value) in addition { schema[key] = value } }
    return schema
  }

  /// A field of a body that is a part of this one.
  init<Part>(_ field: BodyField<Part>, of path: any WritableKeyPath<Body, Part> & Sendable) {
    name = field.name
    isRequired = field.isRequired
    schema = field.schema
    read = { body, json in field.read(&body[keyPath: path], json) }
    write = { field.write($0[keyPath: path]) }
  }

  /// A field that may be absent, and for which null has a meaning of its own.
  public init<Value: BodyValue>(
    changing name: String, _ path: any WritableKeyPath<Body, BodyChange<Value>?> & Sendable,
    _ constraints: BodyConstraint<Value>...
  ) {
    self.name = name
    isRequired = false
    schema = SchemaProbe.nullable(Self.schema(Value.schema, constraints.map(\.schema)))
    read = { body, json in
      guard let json else { return [] }
      if json.isNull {
        body[keyPath: path] = .clear
        return []
      }
      return Self.take(json, constraints) { body[keyPath: path] = .set($0) }
    }
    write = { body in body[keyPath: path].map { $0.value?.bodyJSON ?? .null } }
  }

  private static func take<Value: BodyValue>(
    _ json: JSONValue, _ constraints: [BodyConstraint<Value>], _ set: (Value) -> Void
  ) -> [String] {
    if json.isNull { return ["Field may not be null."] }
    guard let value = Value(body: json) else { return [Value.refusal] }
    let problems = constraints.compactMap { $0.problem(value) }
    if problems.isEmpty { set(value) }
    return problems
  }
}
