package import PolderCore

/// What a node tells about its configuration, as rows of key and value.
package enum NodeSettings {
  /// The most rows of one node.
  package static let maximumRows = 1_000
  private static let maximumBytes = 4_096

  /// A list gives a row for each entry; an object one for each of its keys, without its own; anything else one row.
  package static func rows(of value: JSONValue?) -> [(key: String, value: String)] {
    var rows: [(key: String, value: String)] = []
    for (key, value) in value?.object ?? JSONObject() {
      switch value {
      case .object(let inner): for (key, value) in inner { add(key, value, to: &rows) }
      default: add(key, value, to: &rows)
      }
    }
    return Array(rows.prefix(maximumRows))
  }

  private static func add(_ key: String, _ value: JSONValue, to rows: inout [(key: String, value: String)]) {
    guard rows.count < maximumRows else { return }
    if case .array(let elements) = value {
      for element in elements.prefix(maximumRows) { append(key, element, to: &rows) }
    } else {
      append(key, value, to: &rows)
    }
  }

  private static func append(_ key: String, _ value: JSONValue, to rows: inout [(key: String, value: String)]) {
    guard key.utf8.count <= 256, let text = text(value), text.utf8.count <= maximumBytes else { return }
    rows.append((key, text))
  }

  /// Truth values become 0 and 1, as the incumbent's rows have them.
  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .bool(let value): value ? "1" : "0"
    case .string(let text): text
    default: value.text
    }
  }
}
