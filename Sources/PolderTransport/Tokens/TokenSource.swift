/// Gives the token that requests carry.
public protocol TokenSource: Sendable {
  /// A token that is good now.
  func token() async throws -> String
  /// A token in place of one that the server refused.
  func token(insteadOf rejected: String) async throws -> String
}
