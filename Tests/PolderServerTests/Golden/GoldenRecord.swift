import Foundation
import PolderCore
import Testing

/// One request to the incumbent and its reply, as they were recorded.
struct GoldenRecord: Sendable {
  let name: String
  /// Who asked: `nobody`, `user 3`, `node 8`, `container`.
  let caller: String
  let method: String
  let path: String
  let query: [(String, String)]
  let json: JSONValue?
  let status: Int
  let total: String?
  let link: String?
  let body: JSONValue

  init(_ value: JSONValue) throws {
    name = try #require(value["name"]?.string)
    caller = try #require(value["caller"]?.string)
    method = try #require(value["method"]?.string)
    path = try #require(value["path"]?.string)
    json = value["json"]
    status = Int(try #require(value["status"]?.integer))
    total = value["total"]?.string
    link = value["link"]?.string
    body = value["body"] ?? .null
    var query: [(String, String)] = []
    if let parameters = value["params"]?.object {
      for (key, value) in parameters {
        for value in value.array ?? [value] { query.append((key, value.string ?? value.text)) }
      }
    }
    self.query = query
  }

  /// The operation that takes it; nil when none does.
  var operation: (any PolderCore.Operation.Type)? {
    let parts = path.split(separator: "/")
    return ServerCatalogue.operations.first { operation in
      let template = operation.route.template.split(separator: "/")
      let verb = method == "HEAD" ? "GET" : method
      return operation.route.verb.rawValue == verb && template.count == parts.count
        && zip(template, parts).allSatisfy { $0.hasPrefix("<") || $0 == $1 }
    }
  }

  static func all(in file: String = "golden-server") throws -> [GoldenRecord] {
    let path = try #require(Bundle.module.path(forResource: file, ofType: "json", inDirectory: "Fixtures"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONValue(parsing: Array(bytes)).array).map { try GoldenRecord($0) }
  }

  /// The record of a name.
  static func named(_ name: String, in file: String = "golden-server") throws -> GoldenRecord {
    try #require(try all(in: file).first { $0.name == name }, "there is no record \(name)")
  }

  /// A reply without what differs from one run to the next: moments, keys, the order of sets.
  static func comparable(_ value: JSONValue, keepsMoments: Bool) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { comparable($0, keepsMoments: keepsMoments) })
    case .object(let object):
      var made = JSONObject()
      for (key, value) in object {
        switch key {
        case "methods", "rules":
          made[key] = value.array.map { .array($0.sorted { $0.text < $1.text }) } ?? value
        case "errors":
          // The incumbent lists fields in the order in which they failed.
          var errors = JSONObject()
          for field in (value.object?.keys ?? []).sorted() { errors[field] = value[field] }
          made[key] = .object(errors)
        case "last_seen", "api_key", "container_token": made[key] = "differs"
        case "created_at", "assigned_at": made[key] = value.isNull ? .null : "differs"
        case "started_at", "finished_at": made[key] = value.isNull || keepsMoments ? value : "differs"
        default: made[key] = comparable(value, keepsMoments: keepsMoments)
        }
      }
      return .object(made)
    default: return value
    }
  }
}
