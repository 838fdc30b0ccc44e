import PolderCore

/// Holds values to the part of JSON Schema that the description of the API uses.
struct SchemaCheck {
  let schemas: JSONObject

  /// Where a value breaks a schema; nil when it fits.
  func problem(_ value: JSONValue, _ schema: JSONValue, at place: String = "") -> String? {
    guard let rules = schema.object else { return nil }
    if let name = rules["$ref"]?.string?.split(separator: "/").last {
      guard let named = schemas[String(name)] else { return "\(place): there is no \(name)" }
      return problem(value, named, at: place)
    }
    for key in ["oneOf", "anyOf"] {
      guard let choices = rules[key]?.array else { continue }
      let fitting = choices.filter { problem(value, $0, at: place) == nil }.count
      if fitting == 0 || (key == "oneOf" && fitting > 1) { return "\(place): \(fitting) of \(key) fit" }
    }
    let types = rules["type"]?.array?.compactMap(\.string) ?? rules["type"]?.string.map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { fits(value, $0) }) {
      return "\(place): \(value.text.prefix(40)) is no \(types.joined(separator: " or "))"
    }
    if let choices = rules["enum"]?.array, !choices.contains(value) { return "\(place): not one of the choices" }
    if let elements = value.array, let items = rules["items"] {
      for (index, element) in elements.enumerated() {
        if let problem = problem(element, items, at: "\(place)/\(index)") { return problem }
      }
    }
    return value.object.flatMap { members($0, rules, place) }
  }

  private func members(_ object: JSONObject, _ rules: JSONObject, _ place: String) -> String? {
    for name in rules["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
      return "\(place)/\(name) is missing"
    }
    let properties = rules["properties"]?.object ?? JSONObject()
    for (key, value) in object {
      if let schema = properties[key] {
        if let problem = problem(value, schema, at: "\(place)/\(key)") { return problem }
      } else if rules["additionalProperties"] == false {
        return "\(place)/\(key) is not described"
      }
    }
    return nil
  }

  private func fits(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "string": value.string != nil
    case "integer": value.integer != nil
    case "number": value.double != nil
    case "boolean": value.bool != nil
    case "null": value.isNull
    case "array": value.array != nil
    case "object": value.object != nil
    default: false
    }
  }
}
