public import PolderCore

extension Configuration {
  /// This configuration without the value that an error is about, to look for further errors behind it.
  /// - Returns: nil when the error is about no value that is there
  public func without(_ error: PolderError) -> Configuration? {
    guard error.code == .configurationInvalid else { return nil }
    // Every message about a value names its key first, between two such marks; of a list it names the entry.
    let parts = error.message.split(separator: "`", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let key = String(parts[1].prefix { $0 != "[" })
    guard has(key), prefix.isEmpty else { return nil }
    return Configuration(source: source, prefix: prefix, node: node.without(key.split(separator: ".")[...]))
  }
}

extension ConfigurationNode {
  fileprivate func without(_ path: ArraySlice<Substring>) -> ConfigurationNode {
    guard let first = path.first, case .map(let entries) = content else { return self }
    let rest = path.dropFirst()
    let left = entries.compactMap { entry -> (key: String, value: ConfigurationNode)? in
      guard entry.key == first else { return entry }
      return rest.isEmpty ? nil : (entry.key, entry.value.without(rest))
    }
    return ConfigurationNode(content: .map(left), line: line)
  }
}
