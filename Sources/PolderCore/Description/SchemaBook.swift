/// Collects the schemas of the types of replies. A type tells its members by being read: the names and types that it
/// asks for, in its order, are its description, so that nothing is declared twice.
public final class SchemaBook {
  /// The schemas that have a name, in the order in which they were met.
  public private(set) var named = JSONObject()

  /// An empty book.
  public init() {}

  /// The schema of a type: a reference where the type has a name of its own.
  public func schema<T: Decodable>(of type: T.Type) throws -> JSONObject { try look(at: type).schema }

  /// One of two shapes.
  public func oneOf<First: Decodable, Second: Decodable>(
    _ first: First.Type, _ second: Second.Type
  ) throws -> JSONObject {
    ["oneOf": [.object(try schema(of: first)), .object(try schema(of: second))]]
  }

  /// The schema of a type, and some value of it.
  func look<T: Decodable>(at type: T.Type) throws -> (schema: JSONObject, value: T) {
    if let words = Self.words(of: type), let first = type as? any CaseIterable.Type,
      let value = Self.first(of: first) as? T
    {
      return (["type": "string", "enum": .array(words.map { .string($0) })], value)
    }
    let probe = SchemaProbe(book: self)
    let described = type as? any SchemaDescribed.Type
    let value: T
    if let sample = described?.sample as? T {
      value = sample
    } else {
      value = try T(from: probe)
    }
    if let described { return (try described.schema(self), value) }
    guard probe.isObject else { return (probe.single, value) }
    let name = Self.name(of: type)
    if named[name] == nil { named[name] = .object(Self.object(probe, sample: value)) }
    return (["$ref": .string("#/components/schemas/\(name)")], value)
  }

  /// An object's schema; what is written even without a value is always there.
  private static func object(_ probe: SchemaProbe, sample: Any) -> JSONObject {
    var schema: JSONObject = ["type": "object", "properties": .object(probe.properties)]
    let written = (sample as? any Encodable).flatMap { try? JSONValueEncoder.value(of: $0).object?.keys } ?? []
    let required = probe.properties.keys.filter { written.contains($0) }
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    schema["additionalProperties"] = false
    return schema
  }

  private static func words(of type: Any.Type) -> [String]? {
    guard let type = type as? any CaseIterable.Type else { return nil }
    func texts<C: CaseIterable>(_ type: C.Type) -> [String]? {
      let texts = C.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
      return texts.isEmpty ? nil : texts
    }
    return texts(type)
  }

  private static func first(of type: any CaseIterable.Type) -> Any? {
    func first<C: CaseIterable>(_ type: C.Type) -> Any? { C.allCases.first }
    return first(type)
  }

  /// `PageOfRun` for `Wire.Page<Wire.Run>`, `GetHealthReply` for `GetHealth.Reply`.
  static func name(of type: Any.Type) -> String {
    String(reflecting: type).split(separator: "<").map { part in
      part.split(separator: ".").filter { !["PolderCore", "Wire", "Entities"].contains($0) }.joined()
        .filter { $0.isLetter || $0.isNumber }
    }.joined(separator: "Of")
  }
}
