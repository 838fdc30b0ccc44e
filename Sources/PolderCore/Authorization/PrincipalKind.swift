/// The kinds of callers.
public enum PrincipalKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// A person.
  case user
  /// A node.
  case node
  /// An algorithm that a node runs.
  case container
}
