/// Why bytes can not be carried on.
enum StreamProblem: Error {
  /// The stream itself ended or broke.
  case broken
  /// Nothing came in time.
  case silent
  /// The one who waits for the answer is gone.
  case abandoned
}
