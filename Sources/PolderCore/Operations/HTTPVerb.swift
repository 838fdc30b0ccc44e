/// The method of a request.
public enum HTTPVerb: String, Hashable, Sendable, CaseIterable {
  /// Reads.
  case get = "GET"
  /// Makes.
  case post = "POST"
  /// Changes in part.
  case patch = "PATCH"
  /// Removes.
  case delete = "DELETE"
}
