import PolderCore

/// Finds the operations of a path: one look-up, whatever the number of operations.
struct PathTable: Sendable {
  private let paths: [String: [HTTPVerb: BoundOperation]]
  private let prefix: String

  init(_ operations: [BoundOperation], prefix: String) {
    var paths: [String: [HTTPVerb: BoundOperation]] = [:]
    for bound in operations { paths[bound.operation.route.pattern, default: [:]][bound.operation.route.verb] = bound }
    self.paths = paths
    self.prefix = prefix + "/"
  }

  struct Match {
    let pattern: String
    let parts: [String]
    let operations: [HTTPVerb: BoundOperation]
  }

  /// The operations whose path ends with a word that is no number, a UUID for instance.
  private func words(_ pattern: [Substring], _ parts: [String]) -> Match? {
    guard let last = pattern.last, last != "<id>", !last.isEmpty else { return nil }
    let name = (pattern.dropLast() + ["<id>"]).joined(separator: "/")
    let parts = parts + [String(last)]
    guard let operations = paths[name]?.filter({ $0.value.accepts(parts) }), !operations.isEmpty else { return nil }
    return Match(pattern: name, parts: parts, operations: operations)
  }

  func match(_ path: some StringProtocol) -> Match? {
    guard path.hasPrefix(prefix) else { return nil }
    var parts: [String] = []
    var pattern: [Substring] = []
    for segment in path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false) {
      if !segment.isEmpty, segment.utf8.allSatisfy({ (48...57).contains($0) }) {
        parts.append(String(segment))
        pattern.append("<id>")
      } else {
        pattern.append(Substring(segment))
      }
    }
    let name = pattern.joined(separator: "/")
    if let operations = paths[name] { return Match(pattern: name, parts: parts, operations: operations) }
    return words(pattern, parts)
  }
}
