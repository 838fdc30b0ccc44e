extension HTTPCall {
  /// The methods of the protocol that Polder speaks.
  public enum Method: String, Sendable, CaseIterable {
    /// Reads.
    case get = "GET"
    /// Reads the head alone.
    case head = "HEAD"
    /// Creates, or starts something.
    case post = "POST"
    /// Replaces.
    case put = "PUT"
    /// Changes a part.
    case patch = "PATCH"
    /// Removes.
    case delete = "DELETE"
    /// Asks what is possible.
    case options = "OPTIONS"
  }
}
