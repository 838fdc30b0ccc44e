/// A schema in a few words, for people.
enum SchemaWords {
  /// What a value may be.
  static func text(_ schema: JSONValue?) -> String {
    guard let schema, let object = schema.object, !object.isEmpty else { return "anything" }
    if let reference = object["$ref"]?.string {
      let name = reference.split(separator: "/").last ?? ""
      return "[\(name)](#\(anchor(String(name))))"
    }
    for key in ["oneOf", "anyOf"] {
      if let choices = object[key]?.array { return choices.map { text($0) }.joined(separator: " or ") }
    }
    var words: [String] = []
    let types = object["type"]?.array?.compactMap(\.string) ?? object["type"]?.string.map { [$0] } ?? []
    if !types.isEmpty {
      words.append(
        types.map { $0 == "array" ? "list of \(text(object["items"]))" : $0 }.joined(separator: " or "))
    }
    if let choices = object["enum"]?.array {
      words.append("one of " + choices.map { "`\($0.string ?? $0.text)`" }.joined(separator: ", "))
    }
    words += limits(object)
    return words.isEmpty ? "anything" : words.joined(separator: "; ").replacing("|", with: "\\|")
  }

  /// Where an object's section is on the page.
  static func anchor(_ name: String) -> String { "object-\(name.lowercased())" }

  private static func limits(_ object: JSONObject) -> [String] {
    var words: [String] = []
    func range(_ least: String, _ most: String, _ unit: String) {
      let unit = unit.isEmpty ? "" : " \(unit)"
      switch (object[least]?.text, object[most]?.text) {
      case (.some(let least), .some(let most)): words.append("\(least) to \(most)\(unit)")
      case (.some(let least), nil): words.append("at least \(least)\(unit)")
      case (nil, .some(let most)): words.append("at most \(most)\(unit)")
      case (nil, nil): break
      }
    }
    range("minimum", "maximum", "")
    range("minLength", "maxLength", "characters")
    range("minItems", "maxItems", "elements")
    if let format = object["format"]?.string { words.append("format `\(format)`") }
    if let pattern = object["pattern"]?.string { words.append("as `\(pattern)`") }
    return words
  }
}

extension String {
  fileprivate func replacing(_ part: Character, with other: String) -> String {
    map { $0 == part ? other : String($0) }.joined()
  }
}
