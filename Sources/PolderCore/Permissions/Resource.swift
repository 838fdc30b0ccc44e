/// What a rule is about; the raw value is the name in the database.
public enum Resource: String, Hashable, Sendable, CaseIterable, Codable {
  /// Nodes.
  case node
  /// Collaborations, and the algorithm stores tied to them.
  case collaboration
  /// Organizations.
  case organization
  /// Tasks.
  case task
  /// Runs and their results.
  case run
  /// Users.
  case user
  /// Roles.
  case role
  /// Ports of algorithms.
  case port
  /// Realtime events.
  case event
  /// Studies.
  case study
}
