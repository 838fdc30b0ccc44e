/// What a rule of an algorithm store is about; the raw value is the name in its database.
public enum StoreResource: String, Hashable, Sendable, CaseIterable, Codable {
  /// Algorithms.
  case algorithm
  /// Servers whose users the store knows.
  case server = "vantage6_server"
  /// Roles.
  case role
  /// Users.
  case user
  /// Reviews of algorithms.
  case review
}
