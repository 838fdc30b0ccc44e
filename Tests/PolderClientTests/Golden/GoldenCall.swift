import Foundation
import PolderCore
import PolderTransport
import Testing

/// What a method of the Python client sent, as it was recorded.
struct GoldenCall: Sendable {
  /// One request, in a form in which two can be compared.
  struct Request: Hashable, Sendable, CustomStringConvertible {
    let method: String
    /// Below the API's prefix.
    let path: String
    /// The parameters, sorted: their order means nothing.
    let query: [String]
    /// The body with sorted keys and without those that are null, which count as absent (deviation 12).
    let body: String?

    var description: String { "\(method) \(path) \(query) \(body ?? "")" }
  }

  /// Part and method in Python, for instance `node.create`; `client.` for the client's own.
  let name: String
  let requests: [Request]

  init(_ value: JSONValue) throws {
    let part = try #require(value["sub"]?.string)
    let method = try #require(value["method"]?.string)
    name = "\(part).\(method)"
    requests = try #require(value["requests"]?.array).map { try Request(recorded: $0) }
  }

  static func all() throws -> [GoldenCall] {
    let path = try #require(
      Bundle.module.path(forResource: "client-requests", ofType: "json", inDirectory: "Fixtures"))
    let bytes = try Data(contentsOf: URL(filePath: path))
    return try #require(try JSONValue(parsing: Array(bytes)).array).map { try GoldenCall($0) }
  }
}

extension GoldenCall.Request {
  /// A request of the recording.
  init(recorded value: JSONValue) throws {
    method = try #require(value["method"]?.string)
    let url = try #require(value["url"]?.string)
    path = url.replacing("http://h:5000/api", with: "")
    var query: [String] = []
    for (name, value) in value["params"]?.object ?? [:] {
      for element in value.array ?? [value] where !element.isNull {
        query.append("\(name)=\(element.bool?.queryText ?? element.string ?? element.text)")
      }
    }
    self.query = query.sorted()
    let json = value["json"] ?? .null
    body = json.isNull ? nil : Self.comparable(json).text
  }

  /// A request that was made.
  init(_ call: HTTPCall) throws {
    method = call.method.rawValue
    path = call.path
    query = call.query.map { "\($0.name)=\($0.value)" }.sorted()
    body = try call.body.map { Self.comparable(try JSONValue(parsing: $0)).text }
  }

  private static func comparable(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { comparable($0) })
    case .object(let object):
      var made = JSONObject()
      for key in object.keys.sorted() {
        guard let value = object[key], !value.isNull else { continue }
        made[key] = key == "input" ? input(value) : comparable(value)
      }
      return .object(made)
    default: return value
    }
  }

  /// An input as what it says: Python puts spaces into its JSON.
  private static func input(_ value: JSONValue) -> JSONValue {
    guard let bytes = value.string.flatMap({ Base64.decode($0) }), let json = try? JSONValue(parsing: bytes) else {
      // What is no input in the clear is compared as it stands.
      return value
    }
    return comparable(json)
  }
}
