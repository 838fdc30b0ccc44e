extension APIDescription {
  /// The description as a page for people.
  public var markdown: String {
    var groups: [(name: String, lines: [String])] = []
    for (path, item) in document["paths"]?.object ?? JSONObject() {
      for (verb, operation) in item.object ?? JSONObject() {
        let name = operation["tags"]?[0]?.string ?? ""
        let lines = Self.section(verb, path, operation)
        if let index = groups.firstIndex(where: { $0.name == name }) {
          groups[index].lines += lines
        } else {
          groups.append((name, lines))
        }
      }
    }
    var lines = preface
    lines += groups.map { "- [\($0.name)](#\($0.name))" } + ["- [Objects](#objects)", ""]
    for group in groups { lines += ["## \(group.name)", ""] + group.lines }
    lines += ["## Objects", ""]
    for (name, schema) in document["components"]?["schemas"]?.object ?? JSONObject() {
      lines += Self.object(name, schema)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private var preface: [String] {
    let prefix = document["servers"]?[0]?["url"]?.string ?? "/"
    return [
      "# \(document["info"]?["title"]?.string ?? "")", "", document["info"]?["summary"]?.string ?? "", "",
      "Made by `polder server api --format markdown`; the same as OpenAPI 3.1 stands at `GET \(prefix)/openapi.json`.",
      "",
      "Every path stands below the prefix of the API, `\(prefix)` unless the configuration says otherwise. A token goes "
        + "into the header `Authorization: Bearer …`. Bodies and replies are JSON unless something else is said.", "",
      "A refusal is `{\"msg\": …}`, with the fields at fault under `errors`: 400 when the request is at fault, 401 "
        + "without a valid token or when a permission is lacking, 403 for a kind of caller that is not accepted, 404 "
        + "when something that is named does not exist. *Needs* says what the caller has to have, all of it.", "",
      "A list is one page: its rows under `data`, the addresses of other pages under `links`, the number of all rows in "
        + "the header `total-count`. `page` counts from 1, `per_page` is 10 unless something else is asked for, `sort` "
        + "names fields, those with `-` in front descending.", "",
    ]
  }

  private static func section(_ verb: String, _ path: String, _ operation: JSONValue) -> [String] {
    var lines = ["### \(verb.uppercased()) \(path)", "", "\(operation["summary"]?.string ?? "").", ""]
    lines += ["*Who:* \(operation["description"]?.string ?? "")", ""]
    let needs = operation["x-polder-needs"]?.array?.compactMap(\.string) ?? []
    if needs.count == 1 { lines += ["*Needs:* \(needs[0]).", ""] }
    if needs.count > 1 { lines += ["*Needs:*", ""] + needs.map { "- \($0)" } + [""] }
    lines += parameters(operation["parameters"]?.array ?? [])
    if let body = operation["requestBody"]?["content"]?.object?.first(where: { _ in true }) {
      lines += Self.body(body.key, body.value["schema"])
    }
    for (status, response) in operation["responses"]?.object ?? JSONObject() where status.hasPrefix("2") {
      lines += ["*Reply \(status):* \(reply(response)).", ""]
    }
    return lines
  }

  private static func reply(_ response: JSONValue) -> String {
    guard let content = response["content"]?.object?.first(where: { _ in true }) else { return "without a body" }
    return content.key == "application/json" ? SchemaWords.text(content.value["schema"]) : "`\(content.key)`"
  }

  private static func parameters(_ parameters: [JSONValue]) -> [String] {
    guard !parameters.isEmpty else { return [] }
    let rows = parameters.map { parameter in
      let place = parameter["in"]?.string ?? ""
      return "| `\(parameter["name"]?.string ?? "")` | \(place) | \(SchemaWords.text(parameter["schema"])) |"
    }
    return ["| parameter | in | value |", "| --- | --- | --- |"] + rows + [""]
  }

  private static func body(_ type: String, _ schema: JSONValue?) -> [String] {
    guard let properties = schema?["properties"]?.object else { return ["*Body:* `\(type)`.", ""] }
    guard !properties.isEmpty else { return ["*Body:* an empty object.", ""] }
    let required = Set(schema?["required"]?.array?.compactMap(\.string) ?? [])
    let rows = properties.map { name, value in
      "| `\(name)` | \(SchemaWords.text(value)) | \(required.contains(name) ? "required" : "") |"
    }
    return ["| field of the body | value | |", "| --- | --- | --- |"] + rows + [""]
  }

  private static func object(_ name: String, _ schema: JSONValue) -> [String] {
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    let rows = (schema["properties"]?.object ?? JSONObject()).map { key, value in
      "| `\(key)` | \(SchemaWords.text(value)) | \(required.contains(key) ? "" : "may be absent") |"
    }
    return ["### Object \(name)", "", "| key | value | |", "| --- | --- | --- |"] + rows + [""]
  }
}
