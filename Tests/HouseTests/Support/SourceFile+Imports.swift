extension SourceFile {
  /// All imports, in their order.
  var imports: [ImportLine] {
    var found: [ImportLine] = []
    var branches: [String] = []
    for (index, line) in lines.enumerated() {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first else { continue }
      let condition = words.dropFirst().joined(separator: " ")
      switch first {
      case "#if": branches.append(condition)
      case "#elseif" where !branches.isEmpty: branches[branches.count - 1] = condition
      case "#else" where !branches.isEmpty: branches[branches.count - 1] = "else " + branches[branches.count - 1]
      case "#endif" where !branches.isEmpty: branches.removeLast()
      default:
        guard let module = Self.importedModule(in: words) else { continue }
        found.append(ImportLine(module: module, line: index, conditions: branches))
      }
    }
    return found
  }

  private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]

  /// The module that a line of code imports, `import struct A.B` included.
  private static func importedModule(in words: [Substring]) -> String? {
    let rest = words.drop { modifiers.contains($0) || $0.hasPrefix("@") }
    guard rest.first == "import" else { return nil }
    let name = rest.dropFirst().drop { kinds.contains($0) }.first
    return name?.split(separator: ".").first.map(String.init)
  }
}
