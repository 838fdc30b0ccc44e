/// What the description of the API says of one operation.
struct OperationDescription {
  let json: JSONObject

  init<Op: Operation>(_ operation: Op.Type, _ book: SchemaBook) throws {
    var json: JSONObject = [
      "operationId": .string(Op.name), "summary": .string(Op.summary), "tags": [.string(Self.tag(Op.route))],
    ]
    json["description"] = .string(Self.callers(Op.access))
    let parameters = Self.pathParameters(Op.self) + Self.queryParameters(Op.self)
    if !parameters.isEmpty { json["parameters"] = .array(parameters) }
    if Op.Body.isRaw { json["requestBody"] = ["required": true, "content": Self.bytes] }
    if !Op.Body.isNone {
      json["requestBody"] = [
        "required": true, "content": ["application/json": ["schema": .object(Self.body(Op.Body.self))]],
      ]
    }
    json["responses"] = .object(try Self.responses(Op.self, book))
    json["security"] = Op.access.kinds.isEmpty ? [] : [["token": []]]
    let needs = Op.access.requirement.words
    if !needs.isEmpty { json["x-polder-needs"] = .array(needs.map { .string($0) }) }
    if !Op.access.kinds.isEmpty {
      json["x-polder-callers"] = .array(Op.access.kinds.map(\.rawValue).sorted().map { .string($0) })
    }
    self.json = json
  }

  /// The group of an operation: the first word of its path.
  static func tag(_ route: Route) -> String { String(route.template.prefix { $0 != "/" && $0 != "." }) }

  private static func callers(_ access: Access) -> String {
    guard !access.kinds.isEmpty else { return "Open to everybody." }
    let kinds = PrincipalKind.allCases.filter { access.kinds.contains($0) }.map { "\($0.rawValue)s" }
    let words = [kinds.dropLast().joined(separator: ", "), kinds.last ?? ""].filter { !$0.isEmpty }
    return "For \(words.joined(separator: " and "))."
  }

  private static func pathParameters<Op: Operation>(_ operation: Op.Type) -> [JSONValue] {
    let names = APIDescription.names(Op.route).parameters
    return names.enumerated().map { index, name in
      // A part that takes no word takes a number.
      let words = names.indices.map { $0 == index ? "x" : "1" }
      let schema: JSONObject =
        Op.Path(parts: words) == nil && Op.Path(parts: names.map { _ in "1" }) != nil
        ? ["type": "integer", "minimum": 0] : ["type": "string", "minLength": 1]
      return ["name": .string(name), "in": "path", "required": true, "schema": .object(schema)]
    }
  }

  private static func queryParameters<Op: Operation>(_ operation: Op.Type) -> [JSONValue] {
    Op.Query.fields.map { field in
      var schema = field.schema
      if field.isRepeated { schema = ["type": "array", "items": .object(schema)] }
      return ["name": .string(field.name), "in": "query", "schema": .object(schema)]
    }
  }

  private static func body<Body: RequestBody>(_ body: Body.Type) -> JSONObject {
    var properties = JSONObject()
    for field in Body.fields { properties[field.name] = .object(field.schema) }
    var schema: JSONObject = ["type": "object", "properties": .object(properties)]
    let required = Body.fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    schema["additionalProperties"] = false
    return schema
  }

  private static func responses<Op: Operation>(_ operation: Op.Type, _ book: SchemaBook) throws -> JSONObject {
    var responses: JSONObject = [
      String(Op.status): [
        "description": "Done.",
        "content": Op.Reply.self == Wire.RawBytes.self
          ? bytes : ["application/json": ["schema": .object(try book.schema(of: Op.Reply.self))]],
      ]
    ]
    func refusal(_ description: String, _ content: JSONValue = refusals) -> JSONValue {
      ["description": .string(description), "content": content]
    }
    responses["400"] = refusal("The request is at fault; the text says where.")
    if !Op.access.kinds.isEmpty {
      responses["401"] = refusal("No valid token, or a permission is lacking.")
      responses["403"] = refusal("Not open to this kind of caller.")
    }
    var missing = refusals.object ?? JSONObject()
    missing["text/html"] = ["schema": ["type": "string"]]
    responses["404"] = refusal("Something that the request names does not exist.", .object(missing))
    responses["default"] = refusal("Refused.")
    return responses
  }

  /// Bytes as they come.
  private static let bytes: JSONValue = [
    "application/octet-stream": ["schema": ["type": "string", "format": "binary"]]
  ]

  /// What stands under `msg` comes from the operation, what stands under `message` from what is before it.
  private static let refusals: JSONValue = [
    "application/json": [
      "schema": ["anyOf": [["$ref": "#/components/schemas/Refusal"], ["$ref": "#/components/schemas/PlainRefusal"]]]
    ]
  ]
}
