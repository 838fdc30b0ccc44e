public import PolderCore

extension PolderError {
  /// The key whose value an error of a configuration is about; nil for other errors.
  public var configurationKey: String? {
    guard code == .configurationInvalid else { return nil }
    // Every message about a value names its key first, between two such marks; of a list it names the entry.
    let parts = message.split(separator: "`", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1].prefix { $0 != "[" }) : nil
  }
}

extension Configuration {
  /// This configuration without the value of a key, to look for further errors behind it.
  /// - Returns: nil when there is no such value
  public func without(_ key: String) -> Configuration? {
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
