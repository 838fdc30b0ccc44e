/// A value of a YAML file with the line it stands in.
struct ConfigurationNode: Sendable {
  enum Content: Sendable {
    case null
    /// A single value as written, without quotes.
    case scalar(String)
    case list([ConfigurationNode])
    /// The entries in the order of the file.
    case map([(key: String, value: ConfigurationNode)])
  }

  let content: Content
  let line: Int?

  /// The value of a key, when this is a map that has it.
  subscript(key: String) -> ConfigurationNode? {
    guard case .map(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  var isNull: Bool { if case .null = content { true } else { false } }

  /// What kind of value this is, for messages.
  var kind: String {
    switch content {
    case .null: "nothing"
    case .scalar: "a single value"
    case .list: "a list"
    case .map: "a section"
    }
  }
}
