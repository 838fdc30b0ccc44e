/// The description of a service's API, made from its operations: OpenAPI 3.1, and a page for people.
public struct APIDescription: Sendable {
  /// The description as OpenAPI 3.1.
  public let document: JSONObject

  /// Describes the operations of a service.
  public init(
    _ operations: [any Operation.Type], title: String, summary: String, prefix: String
  ) throws {
    let book = SchemaBook()
    var paths = JSONObject()
    for operation in operations {
      let path = "/" + Self.names(operation.route).path
      var item = paths[path]?.object ?? JSONObject()
      item[operation.route.verb.rawValue.lowercased()] = .object(try OperationDescription(operation, book).json)
      paths[path] = .object(item)
    }
    var schemas = book.named
    for (name, schema) in Self.refusals { schemas[name] = schema }
    document = [
      "openapi": "3.1.0",
      "info": [
        "title": .string(title), "summary": .string(summary), "version": .string(PolderVersion.contract),
        "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "servers": [["url": .string(prefix.isEmpty ? "/" : prefix)]],
      "tags": .array(Self.tags(operations).map { ["name": .string($0)] }),
      "paths": .object(paths),
      "components": [
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
        "schemas": .object(schemas),
      ],
    ]
  }

  /// The bodies of refusals: from an operation, and where no operation is involved.
  private static let refusals: JSONObject = [
    "Refusal": [
      "type": "object",
      "properties": [
        "msg": ["type": ["string", "object"], "description": "What is wrong, in words, or by field."],
        "errors": [
          "type": "object", "additionalProperties": ["type": "array"],
          "description": "Texts by field of the body; `_schema` for what concerns several.",
        ],
      ],
      "required": ["msg"],
    ],
    "PlainRefusal": [
      "type": "object", "properties": ["message": ["type": "string"]], "required": ["message"],
    ],
  ]

  private static func tags(_ operations: [any Operation.Type]) -> [String] {
    var tags: [String] = []
    for tag in operations.map({ OperationDescription.tag($0.route) }) where !tags.contains(tag) { tags.append(tag) }
    return tags
  }

  /// The path as OpenAPI writes it, and the names of its parameters.
  static func names(_ route: Route) -> (path: String, parameters: [String]) {
    var parameters: [String] = []
    let parts = route.template.split(separator: "/").map { part -> String in
      guard part.hasPrefix("<") else { return String(part) }
      let name = String(part.dropFirst().dropLast())
      parameters.append(name)
      return "{\(name)}"
    }
    return (parts.joined(separator: "/"), parameters)
  }
}
