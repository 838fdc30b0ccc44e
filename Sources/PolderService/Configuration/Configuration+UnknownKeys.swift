import PolderCore

extension Configuration {
  /// A warning for each key that nobody reads, with its line and the name that was probably meant.
  ///
  /// Known are key paths; `a.*` is everything under `a`, `a[].b` the key `b` of every entry of the list `a`.
  public func unknownKeys(known: [String]) -> [String] {
    var tree = KnownKeys()
    for path in known { tree.insert(path.replacing("[]", with: ".[]").split(separator: ".")) }
    var warnings: [String] = []
    collect(node, tree, prefix, into: &warnings)
    return warnings
  }

  /// Holds this section to keys that are understood, where a misspelt one must not be passed over.
  /// - Throws: `PolderError` that names the key, its line, and the one that may be meant
  public func requireKnown(_ known: [String]) throws {
    guard let odd = keys.first(where: { !known.contains($0) }) else { return }
    let meant = NearestName.among(known, to: odd).map { "Did you mean `\($0)`? " } ?? ""
    throw PolderError(
      .configurationInvalid, "The key `\(path(odd))` is not known.", object: place(line(odd)),
      nextStep: "\(meant)There are: \(known.joined(separator: ", ")).")
  }

  private func collect(_ node: ConfigurationNode, _ known: KnownKeys, _ prefix: String, into warnings: inout [String]) {
    switch node.content {
    case .map(let entries):
      for entry in entries {
        let path = prefix.isEmpty ? entry.key : prefix + "." + entry.key
        guard let below = known.below[entry.key] else {
          var warning = "The key `\(path)` is not known and is ignored (\(place(entry.value.line)))."
          if let meant = NearestName.among(known.below.keys.sorted(), to: entry.key) {
            warning += " Did you mean `\(meant)`?"
          }
          warnings.append(warning)
          continue
        }
        if !below.takesAnything { collect(entry.value, below, path, into: &warnings) }
      }
    case .list(let elements):
      guard let below = known.below["[]"] else { return }
      for (index, element) in elements.enumerated() { collect(element, below, "\(prefix)[\(index)]", into: &warnings) }
    case .null, .scalar: return
    }
  }

  private struct KnownKeys {
    var below: [String: KnownKeys] = [:]
    /// A key without known keys below it is read as a whole, whatever its value.
    var takesAnything: Bool { below.isEmpty || below["*"] != nil }

    mutating func insert(_ path: [Substring]) {
      guard let first = path.first else { return }
      below[String(first), default: KnownKeys()].insert(Array(path.dropFirst()))
    }
  }
}
