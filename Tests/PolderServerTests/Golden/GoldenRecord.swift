import Foundation
import PolderCore
import Testing

/// One request to the incumbent and its reply, as they were recorded.
struct GoldenRecord: Sendable {
  let name: String
  let verb: HTTPVerb
  let path: String
  let query: [(String, String)]
  let json: JSONValue?
  let status: Int
  let total: String?
  let link: String?
  let body: JSONValue

  init(_ value: JSONValue) throws {
    name = try #require(value["name"]?.string)
    verb = try #require(value["method"]?.string.flatMap(HTTPVerb.init(rawValue:)))
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

  static func all() throws -> [GoldenRecord] {
    let path = try #require(Bundle.module.path(forResource: "golden-entities", ofType: "json", inDirectory: "Fixtures"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONValue(parsing: Array(bytes)).array).map { try GoldenRecord($0) }
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
        case "last_seen", "api_key": made[key] = "differs"
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
