import Foundation
import PolderCore
import Testing

/// Calls that are made from the description of the API; `make chaos` makes many more.
struct GeneratedCallTests {
  private static let kinds: [Caller] = [
    .nobody, .root, SmallWorld.researcher, SmallWorld.collaborationAdmin, .node(201),
    SmallWorld.container(of: SmallWorld.runs[0]),
  ]

  private static var seed: UInt64 {
    ProcessInfo.processInfo.environment["POLDER_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)
  }

  @Test("no call, however odd, ends in a server error or in an answer that is not described", arguments: kinds)
  func calls(caller: Caller) async throws {
    let seed = Self.seed
    var sampler = SchemaSampler(chance: SeededChance(seed: seed))
    let document = JSONValue.object(try ServerCatalogue.description().document)
    let check = SchemaCheck(schemas: try #require(document["components"]?["schemas"]?.object))
    let house = try await SmallWorld.house()
    for _ in 0..<4 {
      for (path, item) in try #require(document["paths"]?.object) {
        for (verb, operation) in try #require(item.object) where !Self.isSlow(path) {
          let call = Self.call(path, operation, &sampler)
          let reply = try await house.call(
            method: verb.uppercased(), call.path, query: call.query, call.body, as: caller)
          let place = "seed \(seed), \(caller): \(verb) \(call.path) \(call.query) \(call.body?.text.prefix(300) ?? "")"
          #expect(reply.status < 500 || [501, 503].contains(reply.status), "\(place): \(reply.status)")
          let responses = operation["responses"]
          let response = responses?[String(reply.status)] ?? responses?["default"]
          guard let schema = response?["content"]?["application/json"]?["schema"], let json = reply.json else {
            continue
          }
          let problem = check.problem(json, schema)
          #expect(problem == nil, "\(place): \(reply.status) \(json.text.prefix(300))")
        }
      }
    }
  }

  /// Each of these hashes passwords, which takes longer than all the others together.
  private static func isSlow(_ path: String) -> Bool { path.hasPrefix("/token/user") || path.hasPrefix("/password") }

  private static func call(
    _ path: String, _ operation: JSONValue, _ sampler: inout SchemaSampler
  ) -> (path: String, query: [(String, String)], body: JSONValue?) {
    let parts = path.split(separator: "/").map { part in
      part.hasPrefix("{") ? String(Int.random(in: 1...12, using: &sampler.chance)) : String(part)
    }
    var query: [(String, String)] = []
    for parameter in operation["parameters"]?.array ?? [] where parameter["in"] == "query" {
      guard Int.random(in: 0..<3, using: &sampler.chance) == 0, let name = parameter["name"]?.string else { continue }
      let value = sampler.value(parameter["schema"]?.object ?? JSONObject())
      for value in value.array ?? [value] { query.append((name, value.string ?? value.text)) }
    }
    let schema = operation["requestBody"]?["content"]?["application/json"]?["schema"]?.object
    return ("/" + parts.joined(separator: "/"), query, schema.map { sampler.value($0) })
  }

  @Test("what the check refuses breaks the schema")
  func check() {
    let check = SchemaCheck(schemas: ["Name": ["type": "string"]])
    let schema: JSONValue = [
      "type": "object", "properties": ["a": ["$ref": "#/components/schemas/Name"]], "required": ["a"],
      "additionalProperties": false,
    ]
    #expect(check.problem(["a": "x"], schema) == nil)
    #expect(check.problem(["a": 1], schema) == "/a: 1 is no string")
    #expect(check.problem([:], schema) == "/a is missing")
    #expect(check.problem(["a": "x", "b": 1], schema) == "/b is not described")
  }
}
