/// A method or property that the reference page of the Python client promises.
struct ReferenceMember: Sendable {
  /// One parameter, without the `self` and the `*args` of Python.
  struct Parameter: Sendable, Hashable {
    let name: String
    /// The default as Python writes it; nil when the parameter has to be given.
    let fallback: String?

    /// The name in Swift case: without the underscore by which Python keeps clear of its own words.
    var swiftName: String {
      let words = name.split(separator: "_")
      let rest = words.dropFirst().map { word -> String in
        if ["id", "ip", "url"].contains(word) { return word.uppercased() }
        return word.prefix(1).uppercased() + String(word.dropFirst())
      }
      return (words.first.map { String($0) } ?? "") + rest.joined()
    }

    /// Whether a default in Swift says the same.
    func accepts(_ swift: String?) -> Bool {
      guard let fallback else { return swift == nil }
      guard let swift else { return false }
      switch fallback {
      case "None": return swift == "nil"
      case "True", "False": return swift == fallback.lowercased()
      default:
        if fallback.hasPrefix("'") {
          let word = fallback.filter { $0 != "'" }
          return swift == ".\(word)" || swift == "\"\(word)\""
        }
        return swift == fallback || swift == ".seconds(\(fallback))"
      }
    }
  }

  /// The name with its part in front, for instance `node.create`; the client's own members have none.
  let name: String
  /// The parameters; nil for a property.
  let parameters: [Parameter]?
}
