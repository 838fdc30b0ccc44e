extension Configuration {
  /// The section at a key.
  public func section(_ key: String) throws -> Configuration? {
    guard let node = try self[key] else { return nil }
    guard case .map = node.content else { throw invalid(key, "a section with keys, and is \(node.kind)") }
    return Configuration(source: source, prefix: path(key), node: node)
  }

  /// The list of sections at a key; none when there is no such key.
  public func sections(_ key: String) throws -> [Configuration] {
    try elements(key).enumerated().map { index, element in
      let name = "\(key)[\(index)]"
      guard case .map = element.content else {
        throw invalid(key, "a list of sections; entry \(index + 1) is \(element.kind)")
      }
      return Configuration(source: source, prefix: path(name), node: element)
    }
  }

  /// The list of texts at a key; a single text is a list of one, and no such key a list of none.
  public func strings(_ key: String) throws -> [String] {
    try elements(key).enumerated().map { index, element in
      guard case .scalar(let text) = element.content else {
        throw invalid(key, "a list of texts; entry \(index + 1) is \(element.kind)")
      }
      return text
    }
  }

  /// The section at a key as names and texts, in the order of the file; null values are empty texts.
  public func texts(_ key: String) throws -> [(name: String, text: String)] {
    guard let section = try section(key) else { return [] }
    guard case .map(let entries) = section.node.content else { return [] }
    return try entries.map { entry in
      switch entry.value.content {
      case .null: (entry.key, "")
      case .scalar(let text): (entry.key, text)
      case .list, .map: throw section.invalid(entry.key, "a text, and is \(entry.value.kind)")
      }
    }
  }

  /// The section at a key as names and lists of texts, in the order of the file; a single text is a list of one.
  ///
  /// Names may hold dots, as those of images do.
  public func textLists(_ key: String) throws -> [(name: String, texts: [String])] {
    guard let section = try section(key), case .map(let entries) = section.node.content else { return [] }
    return try entries.map { entry in
      let elements: [ConfigurationNode] =
        switch entry.value.content {
        case .null: []
        case .scalar: [entry.value]
        case .list(let elements): elements
        case .map: throw invalid(key, "a list of texts for `\(entry.key)`, and is a section")
        }
      let texts = try elements.map { element in
        guard case .scalar(let text) = element.content else {
          throw invalid(key, "a list of texts for `\(entry.key)`, and holds \(element.kind)")
        }
        return text
      }
      return (entry.key, texts)
    }
  }

  private func elements(_ key: String) throws -> [ConfigurationNode] {
    guard let node = try self[key] else { return [] }
    switch node.content {
    case .list(let elements): return elements
    case .scalar: return [node]
    case .null: return []
    case .map: throw invalid(key, "a list, and is \(node.kind)")
    }
  }
}
