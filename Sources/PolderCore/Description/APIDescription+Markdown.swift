extension APIDescription {
  /// The description as a page for people.
  public var markdown: String {
    var lines = ["# \(document["info"]?["title"]?.string ?? "")", "", document["info"]?["summary"]?.string ?? "", ""]
    lines += [
      "Made by `polder server api --format markdown`; the same as OpenAPI 3.1 stands at `GET /api/openapi.json`.", "",
      "Every path stands below the prefix of the API, `/api` unless the configuration says otherwise. A token goes into "
        + "the header `Authorization: Bearer …`. A refusal is `{\"msg\": …}`, with the fields at fault under `errors`.",
      "",
    ]
    var tag = ""
    for (path, item) in document["paths"]?.object ?? JSONObject() {
      for (verb, operation) in item.object ?? JSONObject() {
        let name = operation["tags"]?[0]?.string ?? ""
        if name != tag {
          lines += ["## \(name)", ""]
          tag = name
        }
        lines += Self.section(verb, path, operation)
      }
    }
    lines += ["## Objects", ""]
    for (name, schema) in document["components"]?["schemas"]?.object ?? JSONObject() {
      lines += Self.object(name, schema)
    }
    return lines.joined(separator: "\n").trimmingSuffix { $0.isNewline } + "\n"
  }

  private static func section(_ verb: String, _ path: String, _ operation: JSONValue) -> [String] {
    let summary = operation["summary"]?.string ?? ""
    var lines = ["### \(verb.uppercased()) \(path)", "", "\(summary). \(operation["description"]?.string ?? "")", ""]
    let query = operation["parameters"]?.array?.filter { $0["in"] == "query" } ?? []
    if !query.isEmpty {
      let names = query.map { "`\($0["name"]?.string ?? "")` (\(text($0["schema"])))" }
      lines += ["Parameters: \(names.joined(separator: ", ")).", ""]
    }
    if let body = operation["requestBody"]?["content"]?.object?.first(where: { _ in true }) {
      lines += Self.body(body.key, body.value["schema"])
    }
    for (status, response) in operation["responses"]?.object ?? JSONObject() where status.hasPrefix("2") {
      let content = response["content"]?.object?.first { _ in true }
      let schema = content?.key == "application/json" ? text(content?.value["schema"]) : content?.key ?? ""
      lines += ["Answer \(status): \(schema).", ""]
    }
    return lines
  }

  private static func body(_ type: String, _ schema: JSONValue?) -> [String] {
    guard let properties = schema?["properties"]?.object, !properties.isEmpty else { return ["Body: \(type).", ""] }
    let required = Set(schema?["required"]?.array?.compactMap(\.string) ?? [])
    var lines = ["| field | value |", "| --- | --- |"]
    for (name, value) in properties {
      lines.append("| `\(name)`\(required.contains(name) ? " (required)" : "") | \(text(value)) |")
    }
    return lines + [""]
  }

  private static func object(_ name: String, _ schema: JSONValue) -> [String] {
    var lines = ["### \(name)", "", "| key | value |", "| --- | --- |"]
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    for (key, value) in schema["properties"]?.object ?? JSONObject() {
      lines.append("| `\(key)`\(required.contains(key) ? "" : " (may be absent)") | \(text(value)) |")
    }
    return lines + [""]
  }

  /// A schema in a few words.
  private static func text(_ schema: JSONValue?) -> String {
    guard let schema, let object = schema.object else { return "anything" }
    if let reference = object["$ref"]?.string { return String(reference.split(separator: "/").last ?? "") }
    for key in ["oneOf", "anyOf"] {
      if let choices = object[key]?.array { return choices.map { text($0) }.joined(separator: " or ") }
    }
    let types = object["type"]?.array?.compactMap(\.string) ?? object["type"]?.string.map { [$0] } ?? []
    var words = types.map { $0 == "array" ? "list of \(text(object["items"]))" : $0 }.joined(separator: " or ")
    if words.isEmpty { words = "anything" }
    if let choices = object["enum"]?.array {
      words += " (" + choices.map { $0.string ?? $0.text }.joined(separator: ", ") + ")"
    }
    let limits = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "format"]
    let found = limits.compactMap { key in object[key].map { "\(key) \($0.string ?? $0.text)" } }
    return (found.isEmpty ? words : "\(words), \(found.joined(separator: ", "))").replacing("|", with: "\\|")
  }
}

extension String {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var text = self[...]
    while let last = text.last, isDropped(last) { text.removeLast() }
    return text
  }

  fileprivate func replacing(_ part: Character, with other: String) -> String {
    map { $0 == part ? other : String($0) }.joined()
  }
}
