/// A value that is no object.
struct SchemaSingle: SingleValueDecodingContainer {
  let probe: SchemaProbe
  let codingPath: [any CodingKey] = []

  func decodeNil() -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (schema, value) = try probe.look(at: type)
    probe.single = schema
    return value
  }
}
