import PolderCore

/// Makes values from JSON Schemas: such as fit, and such as break them.
struct SchemaSampler {
  var chance: SeededChance

  private static let oddTexts = [
    "", "0", "-1", "a", "NaN", "%", "_", "' OR 1=1 --", "\u{0}", "\u{202E}x", "é", "𝔸", "../..", "2026-13-45T99:99:99",
    "e30=", "true", "null", "\\", "\"", "a,b,c", String(repeating: "x", count: 3_000),
    "123e4567-e89b-12d3-a456-426614174000",
  ]
  private static let oddNumbers: [Int64] = [0, -1, 1, 2, 3, 10, 11, 101, 2_147_483_648, .max, .min]

  /// A value of a schema, or now and then one that it refuses.
  mutating func value(_ schema: JSONObject, name: String = "", depth: Int = 0) -> JSONValue {
    if Int.random(in: 0..<8, using: &chance) == 0 { return odd(depth) }
    if let choices = schema["enum"]?.array, let choice = choices.randomElement(using: &chance) { return choice }
    let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
    switch types.randomElement(using: &chance) {
    case "string": return .string(text(schema, name))
    case "integer": return .integer(Bool.random(using: &chance) ? Int64.random(in: 1...12, using: &chance) : number())
    case "number": return .number(Double(number()) / 3)
    case "boolean": return .bool(Bool.random(using: &chance))
    case "null": return .null
    case "array":
      let items = schema["items"]?.object ?? JSONObject()
      return .array((0..<Int.random(in: 0..<4, using: &chance)).map { _ in value(items, depth: depth + 1) })
    case "object":
      var object = JSONObject()
      for (key, inner) in schema["properties"]?.object ?? JSONObject() where Int.random(in: 0..<8, using: &chance) > 0 {
        object[key] = value(inner.object ?? JSONObject(), name: key, depth: depth + 1)
      }
      if Int.random(in: 0..<16, using: &chance) == 0 { object["unknown"] = odd(depth) }
      return .object(object)
    default: return odd(depth)
    }
  }

  private mutating func number() -> Int64 { Self.oddNumbers.randomElement(using: &chance) ?? 0 }

  private mutating func text(_ schema: JSONObject, _ name: String) -> String {
    if Int.random(in: 0..<3, using: &chance) == 0 { return Self.oddTexts.randomElement(using: &chance) ?? "" }
    switch schema["format"]?.string {
    case "email": return "a\(number())@example.org"
    case "uri": return "http://127.0.0.1:9/api"
    case "date-time": return "2026-01-31T12:00:00.000001+00:00"
    case "password": return "Passw0rd!x"
    default: return name == "input" ? "e30=" : "name\(Int.random(in: 0..<50, using: &chance))"
    }
  }

  private mutating func odd(_ depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &chance) {
    case 0: return .null
    case 1: return .integer(number())
    case 2: return .string(Self.oddTexts.randomElement(using: &chance) ?? "")
    case 3: return .number(1e300)
    case 4: return .array([odd(depth + 1), odd(depth + 1)])
    default: return .object(["id": odd(depth + 1)])
    }
  }
}
