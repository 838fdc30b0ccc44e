import Foundation
import PolderCore
import Testing

/// A request to the Python store and its answer, as they were recorded.
struct StoreExchange: Sendable {
  let name: String
  let method: String
  let path: String
  let query: [(name: String, value: String)]
  let body: JSONValue?
  let status: Int
  let reply: JSONValue

  init(_ value: JSONValue) throws {
    name = try #require(value["name"]?.string)
    method = try #require(value["request"]?["method"]?.string)
    path = try #require(value["request"]?["path"]?.string)
    query = (value["request"]?["params"]?.object ?? [:]).map { ($0.key, $0.value.string ?? $0.value.text) }
    let json = value["request"]?["json"] ?? .null
    body = json.isNull ? JSONValue?.none : json
    status = Int(try #require(value["status"]?.integer))
    reply = try #require(value["json"])
  }

  /// Those with the store; some were with the server beside it.
  static func all() throws -> [StoreExchange] {
    let path = try #require(Bundle.module.path(forResource: "store-exchanges", ofType: "json", inDirectory: "Fixtures"))
    let bytes = try Data(contentsOf: URL(filePath: path))
    return try #require(try JSONValue(parsing: Array(bytes)).array).map { try StoreExchange($0) }
      .filter { !$0.name.hasPrefix("SERVER.") }
  }

  static func named(_ name: String) throws -> StoreExchange {
    try #require(try all().first { $0.name == name }, "\(name) is not recorded")
  }

  var isSuccess: Bool { (200..<300).contains(status) }

  /// The operation that was asked for.
  var operation: (any PolderCore.Operation.Type)? {
    let parts = path.split(separator: "/")
    return StoreCatalogue.operations.first { operation in
      let wanted = operation.route.template.split(separator: "/")
      return operation.route.verb.rawValue == method && wanted.count == parts.count
        && zip(wanted, parts).allSatisfy { $0 == $1 || ($0.hasPrefix("<") && Int64($1) != nil) }
    }
  }
}
