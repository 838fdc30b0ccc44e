import PolderCore

/// One argument, option or flag, as the dump of a program's help tells it.
struct ManualArgument {
  let isPositional: Bool
  let isOptional: Bool
  let isRepeating: Bool
  let names: [String]
  let value: String?
  let standard: String?
  let abstract: String

  /// Reads it; nil for one that is not to be shown.
  init?(_ dump: JSONValue) {
    guard dump["shouldDisplay"]?.bool ?? true, let kind = dump["kind"]?.string else { return nil }
    isPositional = kind == "positional"
    isOptional = dump["isOptional"]?.bool ?? true
    isRepeating = dump["isRepeating"]?.bool ?? false
    names = (dump["names"]?.array ?? []).compactMap { name in
      name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
    }
    value = kind == "flag" ? nil : dump["valueName"]?.string ?? "value"
    standard = dump["defaultValue"]?.string
    abstract = [dump["abstract"]?.string, dump["discussion"]?.string].compactMap(\.self).joined(separator: " ")
  }

  /// How it stands in the line that shows how a command is called.
  var synopsis: String {
    let dots = isRepeating ? " ..." : ""
    let bare: String
    if isPositional {
      bare = Roff.italic(value ?? "value")
    } else {
      bare =
        ([Roff.bold(names.last { $0.hasPrefix("--") } ?? names.first ?? "")] + (value.map { [Roff.italic($0)] } ?? []))
        .joined(separator: " ")
    }
    return isOptional ? "[\(bare)]\(dots)" : bare + dots
  }

  /// The lines that explain it.
  var lines: [String] {
    let shown = isPositional ? [] : names.map(Roff.bold)
    let head = shown.joined(separator: ", ") + (value.map { (shown.isEmpty ? "" : " ") + Roff.italic($0) } ?? "")
    let ending = standard.map { " (default: \($0))" } ?? ""
    return [".TP", head] + Roff.paragraphs(abstract + ending)
  }
}
